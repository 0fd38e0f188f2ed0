import { OLDEST_NODE } from './machine-node.ts';
import { sampleArticle } from './sample-article.ts';

/** The settings of a newsletter that have no default. */
export interface Answers {
  readonly name: string;
  readonly from: string;
  readonly postalAddress: string;
}

export interface Beginning extends Answers {
  readonly timeZone: string;
  /** The date of the first edition: YYYY-MM-DD. */
  readonly today: string;
  /** How it depends on this program, as package.json has it; undefined in the program's own folder. */
  readonly program: string | undefined;
  /** Installs the Node that this program needs, because the machine's is older. */
  readonly needsNode: boolean;
}

/**
 * Returns the files of a new newsletter by their paths. The config comes last, so that a folder with
 * a config is complete.
 */
export function starterFiles(beginning: Beginning): ReadonlyMap<string, string> {
  const article = sampleArticle(beginning.today);
  return new Map([
    ['package.json', packageJson(beginning)],
    ['.gitignore', GITIGNORE],
    ['.env.example', ENVIRONMENT],
    [article.file, article.text],
    ['content/subscribers.example.csv', SUBSCRIBERS],
    ['broadsheet.config.ts', config(beginning)],
  ]);
}

function config({ name, from, postalAddress, timeZone }: Beginning): string {
  return `import { defineConfig } from 'broadsheet';

// All settings are documented in node_modules/broadsheet/docs/configuration.md.
export default defineConfig({
  name: ${literal(name)},
  from: { name: ${literal(name)}, email: ${literal(from)} },
  postalAddress: ${literal(postalAddress)},
  // The time zone of the newsletter's dates and times.
  timeZone: ${literal(timeZone)},
  locale: 'en-US',
  reason: 'You get this because you asked for it.',
  // When "broadsheet send --due" sends an edition.
  schedule: { at: '06:00' },
  // Where readers reach the pages of "broadsheet serve": signing up, unsubscribing, preferences.
  // site: { url: 'https://letters.example.com' },
});
`;
}

/** Returns a text as a TypeScript string literal. */
function literal(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

function packageJson({ program, needsNode }: Beginning): string {
  const scripts = {
    build: 'broadsheet build',
    check: 'broadsheet check',
    preview: 'broadsheet preview',
    send: 'broadsheet send',
  };
  const content = {
    private: true,
    type: 'module',
    // npm would warn of the machine's own Node, which then does not run this program.
    ...(!needsNode && { engines: { node: `>=${OLDEST_NODE}` } }),
    scripts,
    ...(program !== undefined && { dependencies: { broadsheet: program } }),
    // npm asks before a package runs scripts; this one fetches the program for the machine.
    ...(needsNode && {
      devDependencies: { node: `^${OLDEST_NODE}` },
      allowScripts: { node: true },
    }),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const GITIGNORE = `node_modules/
dist/
.broadsheet/
.env
`;

const ENVIRONMENT = `# Copy this file to .env, which git ignores, and set the variables you need.

# The mail server. Default: the built-in mailbox, so nothing leaves your machine.
# SMTP_URL=smtps://user:password@mail.example.com:465

# The PostgreSQL database for the list and the ledger. Default: a file in .broadsheet/.
# DATABASE_URL=postgres://user:password@db.example.com:5432/broadsheet

# The secret for the links of readers, required with "site". Keep it: links in sent letters need it.
# Create one with: openssl rand -hex 32
# BROADSHEET_SECRET=

# The key that signs letters, if the config has "dkim".
# DKIM_PRIVATE_KEY=
`;

const SUBSCRIBERS = `email,first_name,last_name
ada@example.com,Ada,Lovelace
grace@example.com,Grace,Hopper
jose@example.com,José,Núñez García
zoe@example.com,Zoë,Müller-Groß
reader@example.com,,
`;
