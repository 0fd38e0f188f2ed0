import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * The one-way rule: a folder of src/ may import what is listed for it, and never a later one.
 * base/ may be imported by everybody; tests/architecture.test.ts looks for circles of files.
 */
const MAY_IMPORT = {
  base: [],
  mime: [],
  css: [],
  schedule: [],
  subscribers: [],
  config: ['schedule', 'subscribers'],
  article: [],
  sources: ['article'],
  edition: ['schedule', 'config', 'article', 'subscribers'],
  pictures: ['config', 'article', 'edition'],
  render: ['config', 'article', 'edition', 'pictures'],
  dkim: ['mime', 'config'],
  letter: ['mime', 'config', 'edition', 'render', 'subscribers', 'dkim'],
  browser: [],
  check: [
    ...['mime', 'css', 'config', 'article', 'edition', 'pictures', 'render'],
    ...['subscribers', 'letter', 'browser'],
  ],
  smtp: ['mime', 'letter'],
  deliver: ['config', 'letter', 'subscribers', 'smtp'],
  store: ['subscribers', 'deliver', 'doctor'],
  mailbox: ['mime'],
  doctor: ['mime', 'config', 'letter', 'dkim', 'smtp', 'deliver'],
  studio: [
    ...['mime', 'css', 'schedule', 'config', 'article', 'edition', 'pictures', 'render'],
    ...['subscribers', 'letter', 'browser', 'check', 'smtp', 'deliver'],
  ],
  site: ['mime', 'config', 'subscribers', 'letter'],
};
MAY_IMPORT.app = Object.keys(MAY_IMPORT);
MAY_IMPORT.cli = [...MAY_IMPORT.app.filter((folder) => folder !== 'store'), 'app'];

const DATABASES = ['kysely', 'pg', 'node:sqlite'].map((name) => ({
  name,
  message: 'Only store/ knows a database; ask a port.',
}));
const STORE_INTERNALS = {
  regex: '/store/(?!open(?:-postgres)?\\.ts$)',
  message: 'Open the store with store/open.ts, or open-postgres.ts, and use its ports.',
};

/** What a function on a serverless host must not load: slow to start, or bound to a machine. */
const NOT_IN_THE_SITE = ['mjml', 'sharp', 'juice', 'handlebars', 'playwright-core'].map((name) => ({
  name,
  message: 'createSite() must not reach it; tests/architecture.test.ts looks at every way.',
}));

const oneWay = Object.entries(MAY_IMPORT).map(([folder, allowed]) => {
  const others = Object.keys(MAY_IMPORT).filter(
    (other) => ![folder, 'base', ...allowed].includes(other),
  );
  const later = `^(\\.\\./)+(${others.join('|')})/`;
  const message = `${folder}/ comes before it in the flow, or must not know of it.`;
  return {
    files: [`src/${folder}/**`],
    rules: {
      // The rule below sees no import() expressions.
      'no-restricted-syntax': [
        'error',
        {
          selector: `ImportExpression > Literal[value=/${later.replaceAll('/', '\\/')}/]`,
          message,
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          ...(folder !== 'store' && {
            paths: [...DATABASES, ...(folder === 'site' ? NOT_IN_THE_SITE : [])],
          }),
          patterns: [
            {
              regex: later,
              message,
            },
            ...(folder === 'store' ? [] : [STORE_INTERNALS]),
          ],
        },
      ],
    },
  };
});

const ONLY_CLI_PRINTS = [
  { object: 'process', property: 'stdout', message: 'Only cli/ prints, through Io.' },
  { object: 'process', property: 'stderr', message: 'Only cli/ prints, through Io.' },
];
const ONLY_THE_PROCESS_EXITS = [
  { object: 'process', property: 'exit', message: 'Only cli.ts exits.' },
  { object: 'process', property: 'exitCode', message: 'Only cli.ts exits.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'bin/*.js', 'scripts/*.js'] },
      },
    },
    rules: {
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Two clear readers: `env['NAME']` for what may be absent, a dot for what is declared.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/cli.ts', 'src/cli/**'],
    rules: { 'no-restricted-properties': ['error', ...ONLY_CLI_PRINTS, ...ONLY_THE_PROCESS_EXITS] },
  },
  {
    files: ['src/cli/**'],
    rules: { 'no-restricted-properties': ['error', ...ONLY_THE_PROCESS_EXITS] },
  },
  ...oneWay,
  {
    files: ['src/site.ts', 'src/app/site/{create-site,site-app,lazy-store,settings}.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [...DATABASES, ...NOT_IN_THE_SITE],
          patterns: [
            STORE_INTERNALS,
            {
              regex:
                '/(?:cli|browser|check|pictures|mailbox|studio|sources)/|/render/(?!colors\\.ts$)',
              message: 'createSite() must not reach it: it is loaded at each cold start.',
            },
          ],
        },
      ],
    },
  },
  {
    // Tests reach a database by a store's ports, or by the SQL of tests/store/queryable.ts.
    files: ['tests/**', 'bench/**'],
    ignores: ['tests/store/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: DATABASES.filter(({ name }) => name !== 'node:sqlite'),
          patterns: [{ ...STORE_INTERNALS, regex: '/src/store/(?!open\\.ts$)' }],
        },
      ],
    },
  },
  // One record of words, which is as long as there are codes.
  { files: ['src/base/problem-texts.ts'], rules: { 'max-lines': 'off' } },
  { files: ['tests/**'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: ['bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
);
