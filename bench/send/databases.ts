/** Letters a second with each database, beside another version of Broadsheet if one is named. */
import { startPostgres } from '../../tests/support/postgres-server.ts';
import { median } from '../median.ts';
import { runContender, startSink, type Result } from './children.ts';

const ROUNDS = 5;
const LETTERS = 20_000;
const WARM_UP = 2000;

type Database = 'SQLite' | 'PostgreSQL';

/** `against` is the folder of another version, with its node_modules. */
export async function benchDatabases(against?: string): Promise<void> {
  const versions = [undefined, ...(against === undefined ? [] : [against])];
  const postgres = await startPostgres({ asInstalled: true });
  const sink = await startSink();
  console.log(`${LETTERS.toLocaleString('en-US')} letters with 20 connections, ${ROUNDS} rounds:`);
  try {
    for (const database of ['SQLite', 'PostgreSQL'] as const) {
      const rounds: Result[][] = [];
      while (rounds.length < ROUNDS) {
        const round: Result[] = [];
        for (const version of versions) {
          round.push(
            await runContender(
              'broadsheet',
              {
                port: sink.port,
                warmUp: WARM_UP,
                letters: LETTERS,
                connections: 20,
                version,
                ...(database === 'PostgreSQL' && {
                  databases: [await postgres.createDatabase(), await postgres.createDatabase()],
                }),
              },
              sink,
            ),
          );
        }
        rounds.push(round);
      }
      show(database, rounds, against);
    }
  } finally {
    await sink.stop();
    await postgres.stop();
  }
}

function show(database: Database, rounds: readonly (readonly Result[])[], against?: string): void {
  ['this version', against].forEach((name, index) => {
    const results = rounds.flatMap((round) => round[index] ?? []);
    if (name === undefined || results.length === 0) return;
    const speeds = results.map(({ lettersPerSecond }) => lettersPerSecond);
    const cpu = median(results.map(({ cpuMs = 0 }) => (cpuMs * 1000) / LETTERS));
    const shown = [median(speeds), Math.min(...speeds), Math.max(...speeds)].map((speed) =>
      speed.toLocaleString('en-US', { maximumFractionDigits: 0 }),
    );
    console.log(
      `  ${database.padEnd(11)} ${name}: ${shown[0]} letters/s (${shown[1]} to ${shown[2]}), ${cpu.toFixed(0)} µs of CPU each`,
    );
  });
  if (against === undefined) return;
  const ratios = rounds.map(([ours, theirs]) => {
    if (!ours || !theirs) throw new Error('A round has a result of each version.');
    return ours.lettersPerSecond / theirs.lettersPerSecond;
  });
  const list = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
  console.log(`  ${database.padEnd(11)} ratio ${median(ratios).toFixed(2)} (${list})`);
}
