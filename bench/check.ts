/** What the static gate adds to a warm build: in one process, turn by turn, after a warm-up. */
import { join } from 'node:path';
import { finishedFor, runChecks } from '../src/app/checks/check.ts';
import { prepareEdition, SPECIMEN } from '../src/app/prepare/prepare.ts';
import { openWorkspace } from '../src/app/workspace.ts';
import { median } from './median.ts';

const ROUNDS = 10;

export async function benchCheck(): Promise<void> {
  const cwd = join(import.meta.dirname, '..');
  const workspace = openWorkspace({ cwd, env: {}, clock: () => new Date() });
  const start = performance.now();
  const first = await prepareEdition(workspace, undefined);
  const loaded = performance.now();
  await runChecks(first, finishedFor(first, SPECIMEN, false));
  const firstGate = performance.now() - loaded;

  const times: { build: number[]; gate: number[] } = { build: [], gate: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const before = performance.now();
    const prepared = await prepareEdition(workspace, undefined);
    const built = performance.now();
    await runChecks(prepared, finishedFor(prepared, SPECIMEN, false));
    times.build.push(built - before);
    times.gate.push(performance.now() - built);
  }
  console.log(`the static checks, median of ${ROUNDS} after one of each:`);
  console.log(`  warm build                     ${median(times.build).toFixed(0)} ms`);
  console.log(`  the checks on top of it        ${median(times.gate).toFixed(0)} ms (at most 500)`);
  console.log(
    `  the first time, with loading   ${(loaded - start).toFixed(0)} and ${firstGate.toFixed(0)} ms`,
  );
}
