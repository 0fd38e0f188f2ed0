import { describe, expect, onTestFinished, test } from 'vitest';
import { HAS_POSTGRES, startPostgres, type PostgresServer } from '../support/postgres-server.ts';
import { buildRunners } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { findings, openArena, SUBSCRIBERS, type Arena } from './arena.ts';

/** `BROADSHEET_RESTARTS=20 npx vitest run tests/kill/restart.test.ts` takes its time. */
const RESTARTS = Number(process.env['BROADSHEET_RESTARTS'] ?? 2);
/** How long the server is down at most, besides the time it takes to stop and to start. */
const LONGEST_MS = 2000;

/** What breaks the connections of a sender to its database. */
type Fault = (server: PostgresServer, arena: Arena) => Promise<unknown>;

const FAULTS: readonly Fault[] = [
  (server) => server.restart(Math.random() * LONGEST_MS),
  (_, { store }) =>
    store.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    ),
];

/** Breaks the database at a random moment of a run; what became of the run. */
async function breakOnce(arena: Arena, server: PostgresServer, fault: Fault) {
  const edition = arena.edition();
  arena.judge.received.length = 0;
  const at = Math.floor(Math.random() * SUBSCRIBERS * 0.9);
  let broken: Promise<unknown> | undefined;
  arena.judge.onProgress = (letters) => {
    if (letters >= at) broken ??= fault(server, arena);
  };
  const ended = await arena.send(edition).done;
  arena.judge.onProgress = () => undefined;
  await broken;
  return { ...ended, found: await findings(arena, edition), wasBroken: broken !== undefined };
}

describe.skipIf(!HAS_POSTGRES)('a PostgreSQL server that fails in the middle of a run', () => {
  test(
    `${RESTARTS} times, as often by a restart as by ended connections, leaves no letter unknown whose acceptance was heard`,
    async () => {
      const server = await startPostgres();
      onTestFinished(() => server.stop());
      const database = await server.createDatabase();
      const arena = await openArena(temporaryFolder(), database, await buildRunners());
      onTestFinished(() => arena.close());
      for (let restart = 0; restart < RESTARTS; restart++) {
        for (const fault of FAULTS) {
          const { code, output, found, wasBroken } = await breakOnce(arena, server, fault);
          expect(wasBroken).toBe(true);
          expect(found.states, output).toMatchObject({ accepted: SUBSCRIBERS, unknown: 0 });
          expect([found.twice, found.lost, found.open]).toEqual([[], [], []]);
          expect(code, output).toBe(0);
        }
      }
    },
    60_000 + RESTARTS * 30_000,
  );
});
