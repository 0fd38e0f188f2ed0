import { sampleArticle } from './sample-article.ts';

/** What only the user can say of a newsletter. */
export interface Answers {
  readonly name: string;
  readonly from: string;
  readonly postalAddress: string;
}

export interface Beginning extends Answers {
  readonly timeZone: string;
  /** The day of the first edition: YYYY-MM-DD. */
  readonly today: string;
  /** Of this program. */
  readonly version: string;
}

/**
 * The files of a newsletter that begins, by their paths. The config comes last: a folder that has
 * one is complete.
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

// Every setting is explained in node_modules/broadsheet/docs/configuration.md.
export default defineConfig({
  name: ${literal(name)},
  from: { name: ${literal(name)}, email: ${literal(from)} },
  postalAddress: ${literal(postalAddress)},
  // The zone in which an edition has its date.
  timeZone: ${literal(timeZone)},
  locale: 'en-US',
  reason: 'You get this because you asked for it.',
  // When an edition is due, for whatever runs "broadsheet send --due".
  schedule: { at: '06:00' },
});
`;
}

/** A text as TypeScript writes it, whatever is in it. */
function literal(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

function packageJson({ version }: Beginning): string {
  const scripts = {
    build: 'broadsheet build',
    check: 'broadsheet check',
    preview: 'broadsheet preview',
    send: 'broadsheet send',
  };
  const content = {
    private: true,
    type: 'module',
    engines: { node: '>=24' },
    scripts,
    dependencies: { broadsheet: `^${version}` },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

const GITIGNORE = `node_modules/
dist/
.broadsheet/
.env
`;

const ENVIRONMENT = `# Copy this file to .env, which git ignores, and fill in what you use.

# The server to send through. Without it, the built-in mailbox gets the mail and nothing leaves.
# SMTP_URL=smtps://user:password@mail.example.com:465

# The PostgreSQL that remembers who has which edition. Without it, a file in .broadsheet/ does.
# DATABASE_URL=postgres://user:password@db.example.com:5432/broadsheet

# What the links for unsubscribing are signed with: openssl rand -hex 32
# BROADSHEET_SECRET=

# What letters are signed with, where the config has "dkim".
# DKIM_PRIVATE_KEY=
`;

const SUBSCRIBERS = `email,first_name,last_name
ada@example.com,Ada,Lovelace
grace@example.com,Grace,Hopper
jose@example.com,José,Núñez García
zoe@example.com,Zoë,Müller-Groß
reader@example.com,,
`;
