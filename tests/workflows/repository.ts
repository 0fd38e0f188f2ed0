/** A newsletter in git, as somebody has it who runs `init --ci`, and a fresh clone of it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openStore } from '../../src/store/open.ts';
import { ROOT } from '../support/sample.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export interface Repository {
  /** Writes files, by their path, and commits them. */
  commit(files: Readonly<Record<string, string>>): void;
  /** A clone with what is in the newsletter's node_modules after `npm ci`. */
  clone(): string;
}

export const CONFIG = `import { defineConfig } from 'broadsheet';

export default defineConfig({
  name: 'The Morning Note',
  from: { name: 'The Morning Note', email: 'note@example.com' },
  postalAddress: 'The Morning Note, 1 Example Square, Springfield',
});
`;

export function article(headline: string, frontMatter = ''): string {
  const front = frontMatter === '' ? '' : `---\n${frontMatter}\n---\n`;
  return `${front}${headline}

The council of Springfield voted on Tuesday to plant three hundred trees along the river.

Work begins in the autumn, said the mayor, and will take two years.
`;
}

/** Makes a newsletter with one edition. */
export function makeRepository(): Repository {
  const base = temporaryFolder();
  const origin = join(base, 'origin');
  const commit = (files: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(origin, file)), { recursive: true });
      writeFileSync(join(origin, file), text);
    }
    git(origin, 'add', '--all');
    git(origin, 'commit', '--quiet', '--message', 'Write');
  };
  mkdirSync(origin);
  git(origin, 'init', '--quiet');
  commit({
    'broadsheet.config.ts': CONFIG,
    'content/2023-06-14-trees.txt': article('Springfield plants trees along the river'),
    '.gitignore': 'node_modules/\ndist/\n.broadsheet/\n',
  });
  let clones = 0;
  return {
    commit,
    clone: () => {
      const folder = join(base, `clone-${++clones}`);
      git(base, 'clone', '--quiet', origin, folder);
      installInto(folder);
      return folder;
    },
  };
}

/**
 * What `npm ci` leaves, without the registry: the package, its command, and a Node to run it. The
 * program must have been built.
 */
function installInto(folder: string): void {
  const bin = join(folder, 'node_modules', '.bin');
  const installed = join(folder, 'node_modules', 'broadsheet');
  mkdirSync(bin, { recursive: true });
  // Without src/, which a checkout would run.
  for (const copied of ['bin', 'package.json']) {
    cpSync(join(ROOT, copied), join(installed, copied), { recursive: true });
  }
  symlinkSync(join(ROOT, 'dist'), join(installed, 'dist'));
  symlinkSync(join(installed, 'bin', 'broadsheet.js'), join(bin, 'broadsheet'));
  symlinkSync(process.execPath, join(bin, 'node'));
}

/** Copies this project's sample list. */
export function addList(folder: string): void {
  const list = 'subscribers.example.csv';
  cpSync(join(ROOT, 'content', list), join(folder, list));
}

/** A list of 25 in a PostgreSQL. */
export async function makeList(url: string): Promise<void> {
  const store = await openStore({ kind: 'postgres', url }, () => new Date());
  const people = Array.from({ length: 25 }, (_, index) => ({
    email: `reader${index}@example.com`,
    attributes: {},
  }));
  await store.subscribers.save(people);
  await store.close();
}

function git(cwd: string, ...args: readonly string[]): void {
  const who = ['-c', 'user.name=Desk', '-c', 'user.email=desk@example.com'];
  execFileSync('git', [...who, ...args], { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
}
