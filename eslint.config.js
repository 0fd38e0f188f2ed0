import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/**
 * The one-way rule: a stage of src/ may import what is listed for it, and never a later stage.
 * Files directly in src/ (problem.ts, url.ts, …) may be imported by everybody.
 */
const MAY_IMPORT = {
  config: [],
  article: [],
  edition: ['config', 'article'],
  pictures: ['config', 'article', 'edition'],
  render: ['config', 'article', 'edition', 'pictures'],
  subscribers: [],
  letter: ['config', 'edition', 'render', 'subscribers'],
  browser: [],
  check: ['config', 'article', 'edition', 'pictures', 'render', 'subscribers', 'letter', 'browser'],
  deliver: ['config', 'letter', 'subscribers'],
  store: ['deliver', 'subscribers'],
  mailbox: [],
  doctor: ['config', 'letter', 'deliver', 'store'],
  preview: [
    'config',
    'article',
    'edition',
    'pictures',
    'render',
    'subscribers',
    'letter',
    'browser',
    'check',
    'deliver',
  ],
};

const oneWay = Object.entries(MAY_IMPORT).map(([stage, allowed]) => {
  const others = [...Object.keys(MAY_IMPORT), 'commands'].filter(
    (other) => other !== stage && !allowed.includes(other),
  );
  return {
    files: [`src/${stage}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: others.map((other) => `**/${other}/**`),
              message: `${stage}/ comes before it in the flow, or must not know of it.`,
            },
          ],
        },
      ],
    },
  };
});

const ONLY_COMMANDS_PRINT = [
  { object: 'process', property: 'stdout', message: 'Only commands/ prints, through Io.' },
  { object: 'process', property: 'stderr', message: 'Only commands/ prints, through Io.' },
];
const ONLY_CLI_EXITS = [{ object: 'process', property: 'exit', message: 'Only cli.ts exits.' }];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['*.js', 'bin/*.js'] } },
    },
    rules: {
      'no-console': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Two clear readers: `env['NAME']` for what may be absent, a dot for what is declared.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**'],
    ignores: ['src/cli.ts', 'src/commands/**'],
    rules: { 'no-restricted-properties': ['error', ...ONLY_COMMANDS_PRINT, ...ONLY_CLI_EXITS] },
  },
  {
    files: ['src/commands/**'],
    rules: { 'no-restricted-properties': ['error', ...ONLY_CLI_EXITS] },
  },
  ...oneWay,
  // One record of words, which is as long as there are codes.
  { files: ['src/problem-words.ts'], rules: { 'max-lines': 'off' } },
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
  // The browser's script is one file; tsc knows what a browser has.
  { files: ['src/preview/assets/**'], rules: { 'no-undef': 'off', 'max-lines': 'off' } },
);
