/**
 * A cold `broadsheet --help` and `broadsheet build` of the package, packed and installed in an empty
 * folder, beside an empty Node and the mjml command on the MJML that the build wrote; turn by turn.
 */
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startRegistry } from '../tests/support/registry.ts';
import { median } from './median.ts';

const ROOT = join(import.meta.dirname, '..');
const ROUNDS = 15;

type Contender = 'node -e 0' | '--help' | 'build' | 'mjml' | 'npx broadsheet build';

export async function benchBuild(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  try {
    await install(folder);
    const run = (command: string, ...args: string[]) => timed(folder, command, args);
    const { edition } = JSON.parse(
      output(folder, process.execPath, [broadsheet(folder), 'build', '--json']),
    ) as { edition: string };
    const mjml = join(ROOT, 'node_modules', 'mjml', 'bin', 'mjml');
    const source = join('dist', edition, 'letter.mjml');
    report(
      takeTurns({
        'node -e 0': () => run(process.execPath, '-e', '0'),
        '--help': () => run(process.execPath, broadsheet(folder), '--help'),
        build: () => run(process.execPath, broadsheet(folder), 'build'),
        mjml: () => run(process.execPath, mjml, source, '-o', join('dist', 'mjml.html')),
        'npx broadsheet build': () => run('npx', 'broadsheet', 'build'),
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function broadsheet(folder: string): string {
  return join(folder, 'node_modules', 'broadsheet', 'bin', 'broadsheet.js');
}

/** Packs this checkout, and installs it beside the sample newsletter. */
async function install(folder: string): Promise<void> {
  const registry = await startRegistry();
  const env = { ...process.env, ...registry.env };
  const npm = promisify(execFile);
  const pack = ['pack', '--json', '--pack-destination', folder, ROOT];
  const { stdout } = await npm('npm', pack, { cwd: ROOT, env });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }];
  await npm('npm', ['install', join(folder, packed.filename)], { cwd: folder, env });
  registry.close();
  for (const part of ['content', 'broadsheet.config.ts']) {
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  }
}

/** Milliseconds that each contender takes, round by round. */
function takeTurns(
  contenders: Readonly<Record<Contender, () => number>>,
): Readonly<Record<Contender, readonly number[]>> {
  const all = Object.entries(contenders);
  // The first run of a program fills its compile cache.
  for (const [, run] of all) run();
  const rounds = Array.from({ length: ROUNDS }, () => all.map(([, run]) => run()));
  const times = all.map(([name], index) => [name, rounds.map((round) => round[index] ?? 0)]);
  return Object.fromEntries(times) as Readonly<Record<Contender, readonly number[]>>;
}

function report(times: Readonly<Record<Contender, readonly number[]>>): void {
  console.log(`cold, median of ${ROUNDS} (least to most):`);
  for (const [name, each] of Object.entries(times)) {
    const range = `${Math.min(...each).toFixed(0)} to ${Math.max(...each).toFixed(0)}`;
    console.log(`  ${name.padEnd(21)} ${median(each).toFixed(0).padStart(4)} ms (${range})`);
  }
  const ratio = (one: Contender, other: Contender) =>
    (median(times[one]) / median(times[other])).toFixed(2);
  console.log(`  --help to an empty Node: ${ratio('--help', 'node -e 0')} (under 2)`);
  console.log(`  build to mjml: ${ratio('build', 'mjml')} (at most 0.8)`);
}

/** Milliseconds that a command takes. */
function timed(cwd: string, command: string, args: readonly string[]): number {
  const start = performance.now();
  output(cwd, command, args);
  return performance.now() - start;
}

function output(cwd: string, command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
  return stdout;
}
