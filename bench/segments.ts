/** Segments over a list of a million: counting them, and freezing and keeping up a run of one. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreLocation } from '../src/store/open.ts';
import type { Segment } from '../src/subscribers/segment.ts';
import { openQueryable, type QueryableStore } from '../tests/store/queryable.ts';
import { startPostgres } from '../tests/support/postgres-server.ts';
import { ROOT } from '../tests/support/sample.ts';
import { median } from './median.ts';

const READERS = 1_000_000;
const ROUNDS = 3;

const CITIES = Array.from({ length: 100 }, (_, at) => `City ${at}`);
const SEGMENTS: Readonly<Record<string, Segment | undefined>> = {
  'all, without a segment': undefined,
  'a city, in ASCII': { attribute: 'city', is: 'city 5' },
  'a city, with an umlaut': { attribute: 'city', is: 'München' },
  '100 cities': { attribute: 'city', in: CITIES },
  'a day before another': { attribute: 'joined', before: '2024-02-01' },
  'a topic': { topic: 'weekend' },
  '3 domains': { domain: ['d1.example.org', 'd2.example.org', 'd3.example.org'] },
  'signed up since': { signedUp: { after: '2025-01-01' } },
  'received an edition': { received: '2024-01-01-one' },
  'received 2 editions': { received: { atLeast: 2 } },
  'a city, a topic, not a zone': {
    all: [
      { attribute: 'city', is: 'München' },
      { topic: 'daily' },
      { not: { timeZone: 'Europe/Berlin' } },
    ],
  },
};

export async function benchSegments(kind: StoreLocation['kind']): Promise<void> {
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'dist', 'bench-'));
  const postgres = kind === 'postgres' ? await startPostgres({ asInstalled: true }) : undefined;
  try {
    const where: StoreLocation = postgres
      ? { kind: 'postgres', url: await postgres.createDatabase() }
      : { kind: 'sqlite', file: join(folder, 'broadsheet.sqlite') };
    const store = await openQueryable(where);
    await fill(store, kind);
    console.log(`${READERS.toLocaleString('en-US')} subscribers, ${kind}:`);
    await countSegments(store);
    await freezeRuns(store);
    await store.close();
  } finally {
    await postgres?.stop();
    rmSync(folder, { recursive: true });
  }
}

/** A list in which some have left, paused or are suppressed, and two editions that half of it has. */
async function fill({ query }: QueryableStore, kind: StoreLocation['kind']): Promise<void> {
  const numbers =
    kind === 'sqlite'
      ? `(with recursive n(i) as (select 1 union all select i + 1 from n where i < ${READERS})
          select i from n) n`
      : `generate_series(1, ${READERS}) n(i)`;
  const city = `case when i % 100 = 0 then 'München' else 'City ' || (i % 100) end`;
  await query(`insert into subscribers (id, email, address_key, domain, attributes, time_zone,
      topics, created_at, removed_at, paused_until, reader_id)
    select i, 'r' || i || '@d' || (i % 50) || '.example.org',
      'r' || i || '@d' || (i % 50) || '.example.org', 'd' || (i % 50) || '.example.org',
      '{"city":"' || ${city} || '","joined":"2024-0' || (i % 9 + 1) || '-01","plan":"free"}',
      case i % 3 when 0 then 'Europe/Berlin' when 1 then 'Asia/Tokyo' end,
      case i % 5 when 0 then ',daily,' when 1 then ',weekend,' end,
      '202' || (i % 6) || '-06-01T00:00:00.000Z',
      case when i % 50 = 7 then '2025-01-01T00:00:00.000Z' end,
      case when i % 100 = 8 then '2099-01-01T00:00:00.000Z' end, 'reader' || i
    from ${numbers}`);
  await query(`insert into suppressions (address_key, reason, kind, created_at)
    select address_key, 'no such user', 'hard-bounce', created_at from subscribers
    where id % 100 = 9`);
  for (const [at, edition] of ['2024-01-01-one', '2024-01-02-two'].entries()) {
    await query(`insert into runs (id, edition, audience, destination, content_hash, total, created_at)
      values (${at + 1000}, '${edition}', 'all', 'server', '', 0, '2024-01-01T00:00:00.000Z')`);
    await query(`insert into deliveries (run_id, subscriber_id, position, state, updated_at)
      select ${at + 1000}, id, id, 'accepted', '' from subscribers where id % 4 in (0, ${at + 1})`);
  }
  await query('analyze');
}

async function countSegments({ audiences }: QueryableStore): Promise<void> {
  for (const [name, segment] of Object.entries(SEGMENTS)) {
    const audience = { name: 'bench', ...(segment && { segment }) };
    let receivers = 0;
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      ({ receivers } = await audiences.count(audience));
      times.push(performance.now() - start);
    }
    tell(`counting ${name} (${receivers.toLocaleString('en-US')})`, median(times));
  }
}

async function freezeRuns(store: QueryableStore): Promise<void> {
  const { runs, ledger, subscribers } = store;
  for (const name of ['all, without a segment', 'a city, with an umlaut', 'a topic']) {
    const segment = SEGMENTS[name];
    const run = await timed(`freezing ${name}`, () =>
      runs.create({
        ...{ edition: name, audience: 'bench', destination: 'server', contentHash: '' },
        ...(segment && { segment }),
      }),
    );
    const claim = await runs.claim(run, 'bench', 3600, () => true);
    if (claim.kind !== 'claimed') throw new Error(`The run is owned by ${claim.owner}.`);
    await timed('  leaving out nobody', () => ledger.leaveOut(claim.lease));
    await store.query(`update subscribers set removed_at = '${new Date().toISOString()}'
      where id % 10000 = 11 and removed_at is null`);
    await timed('  leaving out those who left', () => ledger.leaveOut(claim.lease));
    await store.query(`update subscribers set removed_at = null where id % 10000 = 11`);
  }
  const longest = SEGMENTS['a city, with an umlaut'];
  await timed('the longest reader of a segment', () => subscribers.longest(longest));
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  tell(what, performance.now() - start);
  return result;
}

function tell(what: string, milliseconds: number): void {
  console.log(`  ${what.padEnd(52)} ${(milliseconds / 1000).toFixed(2)} s`);
}
