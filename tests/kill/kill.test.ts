import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { buildRunners } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CONNECTIONS, killOnce, openArena, sendTwice, SUBSCRIBERS, type Arena } from './arena.ts';

/** The bench kills many more; these runs keep the suite short. */
const KILLS = 2;
const DOUBLES = 2;

function promises(open: () => Promise<Arena>): void {
  let arena: Arena;
  beforeAll(async () => {
    arena = await open();
  }, 60_000);
  afterAll(() => arena.close());

  test(`a run killed at a random moment, ${KILLS} times, is gone on with: nobody has two letters`, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const { twice, lost, open: left, states } = await killOnce(arena, Math.random);
      expect({ twice, lost, left }).toEqual({ twice: [], lost: [], left: [] });
      expect(states.unknown).toBeLessThanOrEqual(CONNECTIONS);
      expect(states.accepted + states.unknown).toBe(SUBSCRIBERS);
    }
  }, 120_000);

  test(`two senders at once, ${DOUBLES} times: one works, the other says who does`, async () => {
    for (let double = 0; double < DOUBLES; double++) {
      const { twice, lost, left, states, codes, output } = await sendTwice(arena).then(
        ({ open: left, ...rest }) => ({ ...rest, left }),
      );
      expect({ twice, lost, left }).toEqual({ twice: [], lost: [], left: [] });
      expect(states.accepted).toBe(SUBSCRIBERS);
      expect(codes[0], output).toBe(0);
      expect([0, 75], output).toContain(codes[1]);
      expect(output).toMatch(/is being sent by process \d+ on |Nothing to send/);
    }
  }, 120_000);
}

describe('on SQLite', () => {
  promises(async () => openArena(temporaryFolder(), undefined, await buildRunners()));
});

describe.skipIf(!HAS_POSTGRES)('on PostgreSQL', () => {
  const postgres = usePostgres();
  promises(async () => openArena(temporaryFolder(), await postgres.url(), await buildRunners()));
});
