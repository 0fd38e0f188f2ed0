import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { buildSenders } from '../support/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openArena, SUBSCRIBERS, type Arena } from './arena.ts';
import { createFreezer, type Freezer } from './freezer.ts';

/** `BROADSHEET_FREEZES=50 npx vitest run tests/kill/freeze.test.ts` takes its time. */
const FREEZES = Number(process.env['BROADSHEET_FREEZES'] ?? 1);

function promises(open: () => Promise<Arena>): void {
  let arena: Arena;
  let freezer: Freezer;
  beforeAll(async () => {
    arena = await open();
    freezer = createFreezer(arena, await buildSenders());
  }, 60_000);
  afterAll(async () => {
    freezer.close();
    await arena.close();
  });

  test(
    `a sender stopped past its lease and overtaken, ${FREEZES} times, writes nothing when it goes on: nobody has two letters`,
    async () => {
      let overtaken = 0;
      for (let freeze = 0; freeze < FREEZES; freeze++) {
        const frozen = await freezer.freezeOnce(Math.random);
        const { lost, open: left, states } = frozen.findings;
        const { twice } = frozen;
        expect({ twice, lost, left }, frozen.endings.join(', ')).toEqual({
          twice: [],
          lost: [],
          left: [],
        });
        expect(states.accepted, frozen.endings.join(', ')).toBe(SUBSCRIBERS);
        // It can be stopped between asking whether it may write and the call of the kernel that does.
        expect(frozen.late).toBeLessThanOrEqual(1);
        if (frozen.overtaken) overtaken++;
      }
      if (FREEZES >= 20) expect(overtaken).toBeGreaterThan(FREEZES / 4);
    },
    60_000 + FREEZES * 20_000,
  );
}

describe('on SQLite', () => {
  promises(() => openArena(temporaryFolder()));
});

describe.skipIf(!HAS_POSTGRES)('on PostgreSQL', () => {
  const postgres = usePostgres();
  promises(async () => openArena(temporaryFolder(), await postgres.url()));
});
