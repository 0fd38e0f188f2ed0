/** Programs that sign up others: the mails stay under the caps, and people still get in. */
import { beforeEach, describe, expect, test } from 'vitest';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { START, useSite } from './site-rig.ts';
import { flood, FLOODS, type FloodResult } from './sign-up/flood.ts';

/** bench/sign-ups.ts sends 10,000. */
const BOTS = 600;

describe('SQLite', () => {
  floods(useSite());
});
describe.skipIf(!HAS_POSTGRES)('PostgreSQL', () => {
  const postgres = usePostgres();
  floods(useSite({}, async () => ({ kind: 'postgres', url: await postgres.url() })));
});

function floods(rig: ReturnType<typeof useSite>): void {
  const results = (name: string): Promise<FloodResult> => {
    const what = FLOODS.find((each) => each.name === name);
    if (!what) throw new Error(`There is no flood ${name}.`);
    return flood(rig.store(), rig, rig.options(), what, BOTS);
  };
  beforeEach(async () => {
    rig.now = new Date(START);
    for (const table of ['limits', 'used_once', 'sign_ups', 'outbox']) {
      await rig.store().query(`delete from ${table}`);
    }
    await rig.store().query(`update subscribers set removed_at = '2026-01-01'`);
  });

  test('from one network, 600 lead to at most 10 mails in the hour, and people get theirs', async () => {
    const { mails, people } = await results('from one network at many');
    // 5 at once, and 5 that flow in over an hour.
    expect(mails).toBeLessThanOrEqual(10);
    expect(Math.max(...people)).toBeLessThanOrEqual(10);
  });

  test('from many networks at one address, 600 lead to at most 3 mails', async () => {
    const { mails, mostToOne, people } = await results('from many networks at one');
    expect(mails).toBeLessThanOrEqual(3);
    expect(mostToOne).toBeLessThanOrEqual(3);
    expect(Math.max(...people)).toBeLessThanOrEqual(10);
  });

  test('from many networks at one domain, 600 lead to at most 10 mails', async () => {
    const { mails, people } = await results('from many networks at one domain');
    expect(mails).toBeLessThanOrEqual(10);
    expect(Math.max(...people)).toBeLessThanOrEqual(10);
  });

  test('from many networks at many, 600 programs lead to at most 20 mails, and people get theirs', async () => {
    const { mails, people } = await results('from many networks at many');
    expect(mails).toBeLessThanOrEqual(20);
    expect(Math.max(...people)).toBeLessThanOrEqual(10);
  });

  test('from many networks and like browsers, 600 lead to at most 20 mails, and people get theirs', async () => {
    const { mails, waiting, people } = await results('from many networks at many, like browsers');
    expect(mails).toBeLessThanOrEqual(20);
    expect(waiting).toBeGreaterThan(0);
    expect(Math.max(...people)).toBeLessThanOrEqual(10);
  });
}
