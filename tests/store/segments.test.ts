import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { segmentSchema } from '../../src/subscribers/segment-schema.ts';
import type { Segment } from '../../src/subscribers/segment.ts';
import { onBothEngines, START, type StoreBench } from './stores.ts';
import { isInModel, type ModelReader } from './segment-model.ts';

const NAMES = [
  ...[
    'city',
    'größe',
    'Größe (cm)',
    'größe_cm',
    'a.b',
    'a_b',
    '$',
    '$.city',
    '$."city"',
    '[0]',
    '0',
  ],
  ...['it"s', "o'clock", '__proto__', 'constructor', 'x"].y', '\\', '%', 'key with space', '-1'],
  ...['"', '\\"', 'city"', '😀', "'; drop table subscribers; --", '#-1', '$[#-1]', 'İ'],
];
const TEXTS = [
  ...['Berlin', 'BERLIN', 'berlin', 'München', 'MU\u0308NCHEN', 'mu\u0308nchen', 'MÜNCHEN', 'Mu'],
  ...[
    'straße',
    'STRASSE',
    'STRAẞE',
    'İstanbul',
    'istanbul',
    'ISTANBUL',
    'ıstanbul',
    'ΟΔΟΣ',
    'οδος',
  ],
  ...['οδοσ', 'Việt', 'VIỆT', 'Viê\u0323t', 'Vie\u0323\u0302t', 'Vie\u0302\u0323t', 'Viẹ\u0302t'],
  ...['\u212aelvin', 'kelvin', '\u212bngström', 'ångström', 'A\u030angstro\u0308m', 'ЙОД', 'йод'],
  ...[
    'и\u0306од',
    '한국',
    '\u1112\u1161\u11ab국',
    'ǖ',
    'u\u0308\u0304',
    'Ü\u0304',
    'ǅ',
    'ǆ',
    'ꭰ',
    'Ꭰ',
  ],
  ...['%', '_', '\\', "'", '"', 'a%', 'null', 'true', '10', '9', '😀', '𐐀', '𐐨', 'ｂerlin'],
];
const DAYS = ['2024-02-29', '2024-03-01', '2023-12-31', '2025-01-01'];
const DATED = [...DAYS, '2024-03-01T10:00', '2024-02-29 23:59', '2024-02-290', '24-02-29', 'soon'];
const ZONES = ['Europe/Berlin', 'europe/berlin', 'Asia/Tokyo', 'America/New_York'];
const DOMAINS = [
  ...['example.com', 'mail.example.com', 'notexample.com', 'example.com.au', 'xn--mnchen-3ya.de'],
  ...['a.xn--mnchen-3ya.de', 'de', 'x_y.example', 'xzy.example'],
];
const TIMES = ['2024-02-29T23:30:00.000Z', '2024-03-01T00:30:00.000Z', '2023-12-31T12:00:00.000Z'];
const EDITIONS = ['2024-01-01-one', '2024-01-02-two', '2024-01-03-café'];
const TOPICS = ['daily', 'weekend', 'day'];

const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TEXTS) }, word());
/** Values are ordered as they are composed, so these are. */
const ordered = text.map((each) => each.normalize('NFC'));

function word() {
  return fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }).filter(isWritable);
}

function isWritable(each: string): boolean {
  return each.isWellFormed() && !each.includes('\0');
}

const reader: fc.Arbitrary<ModelReader> = fc
  .record({
    named: fc.array(fc.tuple(fc.constantFrom(...NAMES), text), { maxLength: 4 }),
    rank: fc.option(ordered, { nil: undefined }),
    since: fc.option(fc.constantFrom(...DATED), { nil: undefined }),
    topics: fc.option(fc.subarray(TOPICS)),
    timeZone: fc.option(fc.constantFrom(...ZONES)),
    domain: fc.constantFrom(...DOMAINS),
    createdAt: fc.constantFrom(...TIMES),
    received: fc.subarray(EDITIONS),
  })
  .map(({ named, rank, since, ...rest }) => {
    const entries = [
      ...named,
      ...(rank === undefined ? [] : [['rank', rank] as const]),
      ...(since === undefined ? [] : [['since', since] as const]),
    ];
    return { ...rest, attributes: Object.fromEntries(entries) };
  });

const condition = fc.oneof(
  fc.record({ attribute: fc.constantFrom(...NAMES), is: text }),
  fc.record({
    attribute: fc.constantFrom(...NAMES),
    in: fc.array(text, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ attribute: fc.constant('rank'), before: ordered }),
  fc.record({ attribute: fc.constant('rank'), after: ordered }),
  fc.record({ attribute: fc.constant('since'), before: fc.constantFrom(...DAYS) }),
  fc.record({ attribute: fc.constant('since'), after: fc.constantFrom(...DAYS), is: text }),
  fc.record({ attribute: fc.constant('rank'), after: fc.constantFrom(...DAYS) }),
  fc.record({ topic: fc.constantFrom(...TOPICS) }),
  fc.record({ timeZone: fc.constantFrom(...ZONES) }),
  fc.record({ timeZone: fc.subarray(ZONES, { minLength: 1 }) }),
  fc.record({ domain: fc.constantFrom(...DOMAINS, 'MÜNCHEN.de', '@Example.com', '*.de') }),
  fc.record({ domain: fc.subarray(DOMAINS, { minLength: 1 }) }),
  fc.record({ signedUp: fc.record({ after: fc.constantFrom(...DAYS, '2024-02-29T23:30Z') }) }),
  fc.record({ signedUp: fc.record({ before: fc.constantFrom(...DAYS, ...TIMES) }) }),
  fc.record({ received: fc.constantFrom(...EDITIONS, '2024-01-03-cafe\u0301', 'none') }),
  fc.record({ received: fc.record({ atLeast: fc.integer({ min: 1, max: 4 }) }) }),
);

const segment: fc.Arbitrary<Segment> = fc
  .letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'segment' },
      condition,
      fc.record({ not: tie('any') }),
      fc.record({ all: fc.array(tie('any'), { minLength: 1, maxLength: 4 }) }),
      fc.record({ any: fc.array(tie('any'), { minLength: 1, maxLength: 4 }) }),
    ),
  }))
  .any.map((written) => segmentSchema.safeParse(written).data)
  .filter((read) => read !== undefined);

/** Fills the tables; the id of a reader is its place, from 1. */
async function fill({ store }: StoreBench, readers: readonly ModelReader[]): Promise<void> {
  const { db, query } = store();
  for (const table of ['transitions', 'deliveries', 'runs', 'subscribers']) {
    await query(`delete from ${table}`);
  }
  const rows = readers.map(({ attributes, topics, timeZone, domain, createdAt }, at) => ({
    id: at + 1,
    email: `p${at + 1}@${domain}`,
    address_key: `p${at + 1}@${domain}`,
    domain,
    attributes: JSON.stringify(attributes),
    time_zone: timeZone,
    topics: topics && `,${topics.map((topic) => `${topic},`).join('')}`,
    created_at: createdAt,
    name: null,
    first_name: null,
    last_name: null,
  }));
  if (rows.length > 0) await db.insertInto('subscribers').values(rows).execute();
  for (const [run, edition] of EDITIONS.entries()) {
    for (const destination of ['server', 'mailbox'] as const) {
      const id = 2 * run + (destination === 'server' ? 1 : 2);
      const row = { id, edition, audience: 'all', destination, content_hash: '', total: 0 };
      await db
        .insertInto('runs')
        .values({ ...row, created_at: '' })
        .execute();
      const deliveries = readers.map(({ received }, at) => ({
        run_id: id,
        subscriber_id: at + 1,
        // A trial is no delivery, and neither is a letter that was refused.
        state:
          id % 2 === 0 || received.includes(edition)
            ? ('accepted' as const)
            : ('rejected' as const),
        updated_at: '',
      }));
      if (deliveries.length > 0) await db.insertInto('deliveries').values(deliveries).execute();
    }
  }
}

async function idsIn({ store }: StoreBench, read: Segment): Promise<readonly number[]> {
  const found = await Array.fromAsync(store().audiences.receivers({ name: 'x', segment: read }));
  return found.map(({ email }) => Number(/\d+/.exec(email)?.[0]));
}

onBothEngines((bench) => {
  describe('a segment in SQL', () => {
    test('selects whom the reference selects, for any readers and segments', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(reader, { minLength: 5, maxLength: 25 }),
          fc.array(segment, { minLength: 12, maxLength: 12 }),
          async (readers, segments) => {
            await fill(bench, readers);
            for (const each of segments) {
              const expected = readers.flatMap((one, at) => (isInModel(each, one) ? [at + 1] : []));
              expect(await idsIn(bench, each), JSON.stringify(each)).toEqual(expected);
            }
          },
        ),
        { numRuns: 40 },
      );
    });

    test('compares each text with each other as the reference does', async () => {
      const all = [...new Set(TEXTS)];
      const readers = all.map((value) => ({
        ...{ attributes: { city: value, rank: value.normalize('NFC') }, topics: null },
        ...{ timeZone: null, domain: 'example.com', createdAt: START.toISOString(), received: [] },
      }));
      await fill(bench, readers);
      for (const value of all) {
        for (const written of [
          { attribute: 'city', is: value },
          { attribute: 'rank', before: value },
          { attribute: 'rank', after: value },
        ]) {
          const read = segmentSchema.parse(written);
          const expected = readers.flatMap((one, at) => (isInModel(read, one) ? [at + 1] : []));
          expect(await idsIn(bench, read), JSON.stringify(written)).toEqual(expected);
        }
      }
    });

    test('may be as large as the config allows', async () => {
      await fill(bench, []);
      const places = Array.from({ length: 900 }, (_, at) => `ệ${String.fromCodePoint(0x100 + at)}`);
      const names = places.map((_, at) => `n${at}.example`);
      const conditions = names.map((name) => ({ not: { attribute: name, is: 'Ü' } }));
      for (const written of [
        { attribute: 'city', in: places },
        { attribute: 'city', before: places.join('').slice(0, 480) },
        { domain: names },
        { any: conditions.slice(0, 450) },
        { all: conditions.slice(0, 450) },
      ]) {
        expect(await idsIn(bench, segmentSchema.parse(written))).toEqual([]);
      }
    });
  });
});
