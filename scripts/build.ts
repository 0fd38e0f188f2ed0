/**
 * Builds what the published package runs: dist/lib/, from src/. With --if-stale, only if a source
 * has changed since it was built.
 */
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { bundleScript } from '../src/studio/bundle-script.ts';
import { bundle, loadedByName, ROOT, SITE, STUDIO_SCRIPTS } from './bundle.ts';
import { writeDeclarations } from './declarations.ts';
import { licenceNotices } from './notices.ts';

const INPUTS = ['src/**', 'scripts/**', 'package.json', 'package-lock.json', 'tsconfig.json'];
const SOURCES = join(ROOT, 'src');
const BUILT = join(ROOT, 'dist', 'lib');

const onlyIfStale = process.argv.includes('--if-stale');
if (!onlyIfStale || isStale()) await build();

/** Two may build at once: each does so in a folder of its own, and the first to finish stays. */
async function build(): Promise<void> {
  const began = new Date();
  const staging = join(ROOT, 'dist', `.lib-${process.pid}`);
  try {
    await buildInto(staging);
    if (onlyIfStale && !isStale()) return;
    // What changes while it is built makes it stale.
    utimesSync(staging, began, began);
    rmSync(BUILT, { recursive: true, force: true });
    renameSync(staging, BUILT);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function buildInto(folder: string): Promise<void> {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>;
  };
  const external = Object.keys(dependencies);
  const modules = await bundle({ entries: ['cli.ts', ...loadedByName()], external, folder });
  // By itself: what it shared with the commands would bring with it what they load.
  const site = await bundle({ entries: [SITE], external, folder });
  cpSync(join(SOURCES, 'studio', 'assets'), join(folder, 'studio', 'assets'), { recursive: true });
  const inBrowser: string[] = [];
  for (const main of STUDIO_SCRIPTS) {
    const script = await bundleScript(join(SOURCES, main));
    write(join(folder, main.replace(/\.ts$/, '.js')), script.code);
    inBrowser.push(...script.modules);
  }
  write(
    join(folder, 'THIRD-PARTY-NOTICES.txt'),
    licenceNotices([...modules, ...site, ...inBrowser]),
  );
  await writeDeclarations(folder);
}

function isStale(): boolean {
  if (!existsSync(BUILT)) return true;
  const changed = globSync(INPUTS, { cwd: ROOT }).map((path) => timeOf(join(ROOT, path)));
  return Math.max(...changed) > timeOf(BUILT);
}

function timeOf(path: string): number {
  return statSync(path).mtimeMs;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
