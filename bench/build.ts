/**
 * A cold build beside the mjml command on the MJML that the build wrote, in one run and turn by
 * turn, each as a person starts it: through npx.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.ts';

const ROOT = join(import.meta.dirname, '..');
const ROUNDS = 10;

export function benchBuild(): void {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  const out = join(folder, 'mjml.html');
  const build = () => timed(['broadsheet', 'build']);
  build();
  const { edition } = JSON.parse(newestReport()) as { edition: string };
  const mjml = () => timed(['mjml', join('dist', edition, 'letter.mjml'), '-o', out]);
  mjml();

  const times: { build: number[]; mjml: number[] } = { build: [], mjml: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.build.push(build());
    times.mjml.push(mjml());
  }
  rmSync(folder, { recursive: true });
  const [ours, theirs] = [median(times.build), median(times.mjml)];
  console.log(`cold build, median of ${ROUNDS}:`);
  console.log(`  npx broadsheet build           ${ours.toFixed(0)} ms`);
  console.log(`  npx mjml letter.mjml -o …      ${theirs.toFixed(0)} ms`);
  console.log(`  ratio                          ${(ours / theirs).toFixed(2)} (at most 1.5)`);
}

/** Milliseconds that a command takes. */
function timed(command: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync('npx', command, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} failed:\n${stderr}`);
  return performance.now() - start;
}

function newestReport(): string {
  const { stdout } = spawnSync('npx', ['broadsheet', 'build', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return stdout;
}
