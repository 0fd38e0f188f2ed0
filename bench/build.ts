/** A cold build beside the mjml command on the MJML that the build wrote, turn by turn in one run. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.ts';

const ROOT = join(import.meta.dirname, '..');
const ROUNDS = 10;

type Start = (command: string, args: readonly string[]) => readonly [string, readonly string[]];

/** By themselves, and as a person starts them. npx reads the whole tree of the project it stands in. */
const STARTS: Readonly<Record<string, Start>> = {
  'the commands': (command, args) => [process.execPath, [BINS[command] ?? '', ...args]],
  'through npx': (command, args) => ['npx', [command, ...args]],
};

const BINS: Readonly<Record<string, string>> = {
  broadsheet: join(ROOT, 'bin', 'broadsheet.js'),
  mjml: join(ROOT, 'node_modules', 'mjml', 'bin', 'mjml'),
};

export function benchBuild(): void {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  const { edition } = JSON.parse(newestReport()) as { edition: string };
  const source = join('dist', edition, 'letter.mjml');
  console.log(`cold build, median of ${ROUNDS}:`);
  for (const [name, start] of Object.entries(STARTS)) {
    const build = () => timed(...start('broadsheet', ['build']));
    const mjml = () => timed(...start('mjml', [source, '-o', join(folder, 'mjml.html')]));
    build();
    mjml();
    const times: { build: number[]; mjml: number[] } = { build: [], mjml: [] };
    for (let round = 0; round < ROUNDS; round++) {
      times.build.push(build());
      times.mjml.push(mjml());
    }
    const [ours, theirs] = [median(times.build), median(times.mjml)];
    console.log(
      `  ${name.padEnd(13)} broadsheet build ${ours.toFixed(0)} ms, mjml ${theirs.toFixed(0)} ms: ratio ${(ours / theirs).toFixed(2)} (at most 1.5)`,
    );
  }
  rmSync(folder, { recursive: true });
}

/** Milliseconds that a command takes. */
function timed(command: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`);
  return performance.now() - start;
}

function newestReport(): string {
  const { stdout } = spawnSync('npx', ['broadsheet', 'build', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return stdout;
}
