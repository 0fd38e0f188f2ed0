/** A list as the studio's pages about readers show it. */
import type { Growth } from '../../src/subscribers/growth.ts';
import type { ListOverview, ReaderFile, ReadersDesk } from '../../src/studio/readers.ts';
import { SPANS, type SpanName } from '../../src/studio/readers.ts';
import type { Reader } from '../../src/subscribers/reader.ts';

const NOW = new Date('2023-06-14T10:00:00Z');
const DAY_MS = 86_400_000;

const NO_WAY = { 'one-click': 0, page: 0, mail: 0, 'by hand': 0, erased: 0 } as const;

/** Returns an id like that of a reader. */
export function readerIdOf(number: number): string {
  return String(number).padStart(22, 'r');
}

export function readerOf(number: number, more: Partial<Reader> = {}): Reader {
  return {
    id: number,
    readerId: readerIdOf(number),
    email: `reader${number}@example.com`,
    attributes: {},
    state: { kind: 'active' },
    since: new Date('2023-01-10T09:00:00Z'),
    ...more,
  };
}

/** Returns the days or weeks of a span, with as many readers more or less in each as it is told. */
export function growthOf(
  span: SpanName,
  start: number,
  change: (index: number) => Pick<Growth, 'joined' | 'left'>,
): readonly Growth[] {
  const { by, periods } = SPANS[span];
  let total = start;
  return Array.from({ length: periods }, (_, index) => {
    const { joined, left } = change(index);
    total += joined - left;
    const back = (periods - 1 - index) * (by === 'week' ? 7 : 1) * DAY_MS;
    const from = new Date(NOW.getTime() - back).toISOString().slice(0, 10);
    return { from, joined, left, total, returned: 0, confirmed: 0 };
  });
}

export function overviewOf(
  more: Partial<ListOverview> = {},
  span: SpanName = 'quarter',
): ListOverview {
  return {
    counts: {
      onList: 12_442,
      active: 12_290,
      paused: 34,
      pending: 12,
      leftRecently: 89,
      suppressed: { 'hard-bounce': 103, complaint: 4, 'by-hand': 11, erased: 2 },
    },
    growth: growthOf(span, 12_000, (index) => ({
      joined: 30 + ((index * 17) % 29),
      left: 4 + ((index * 7) % 11),
    })),
    signUps: { asked: 462, confirmed: 391 },
    departures: [
      {
        edition: '2023-06-14-blinken-beijing',
        accepted: 12_290,
        left: 23,
        returned: 2,
        how: { ...NO_WAY, 'one-click': 16, page: 7 },
        medianSeconds: 184,
      },
      {
        edition: '2023-06-12-ferry',
        accepted: 12_240,
        left: 9,
        returned: 0,
        how: { 'one-click': 4, page: 3, mail: 1, 'by hand': 1, erased: 0 },
        medianSeconds: 5400,
      },
      { accepted: 0, left: 2, returned: 0, how: { ...NO_WAY, page: 2 } },
    ],
    bursts: [],
    ...more,
  };
}

export const BURST = {
  domain: 'corp.example',
  edition: '2023-06-14-blinken-beijing',
  left: 14,
  accepted: 16,
  since: new Date('2023-06-14T09:31:00Z'),
};

export const EMPTY: ListOverview = {
  counts: { onList: 0, active: 0, paused: 0, pending: 0, leftRecently: 0, suppressed: {} },
  growth: growthOf('quarter', 0, () => ({ joined: 0, left: 0 })),
  signUps: { asked: 0, confirmed: 0 },
  departures: [],
  bursts: [],
};

export const HOSTILE = '<img src=x onerror=own()>"\u202e ada@example.com';

/** A reader of whom everything is known. */
export const KNOWN: ReaderFile = {
  reader: readerOf(7, {
    name: 'Ada Abbot',
    topics: ['weekend'],
    locale: 'de',
    timeZone: 'Europe/Berlin',
  }),
  consents: [
    {
      action: 'asked',
      at: new Date('2023-01-10T09:00:00Z'),
      source: 'sign-up form',
      page: 'https://letters.example.com/subscribe',
      wording: 'Send me The Politics Briefing by email. I can leave at any time.',
      locale: 'de',
    },
    {
      action: 'confirmed',
      at: new Date('2023-01-10T09:04:00Z'),
      source: 'confirmation page',
      messageId: '<abc@example.com>',
      ip: '192.0.2.0/24',
    },
    {
      action: 'changed',
      at: new Date('2023-05-02T20:00:00Z'),
      source: 'preferences page',
      detail: 'address: ada@example.org → reader7@example.com; topics: weekend',
    },
  ],
  editions: [
    { edition: '2023-06-14-blinken-beijing', state: 'accepted', at: NOW },
    {
      edition: '2023-06-12-ferry',
      state: 'rejected',
      at: new Date('2023-06-12T10:00:00Z'),
      reason: '550 5.1.1 <reader7@example.com>: user unknown',
    },
  ],
  departures: [
    {
      at: new Date('2023-03-01T08:00:00Z'),
      how: 'one-click',
      agent: 'provider',
      edition: '2023-02-28-vote',
      secondsSinceAccepted: 42,
      reason: 'Too many letters',
      undoneAt: new Date('2023-03-02T08:00:00Z'),
    },
  ],
};

/** A desk that knows one reader, and changes nobody. */
export function readersDesk(more: Partial<ReadersDesk> = {}): ReadersDesk {
  return {
    listOverview: () => Promise.resolve(overviewOf()),
    listReaders: () =>
      Promise.resolve({ readers: [KNOWN.reader], hasPrevious: false, hasNext: false }),
    addressStanding: () => Promise.resolve({}),
    reader: (id) => Promise.resolve(id === KNOWN.reader.readerId ? KNOWN : undefined),
    audiences: () => Promise.resolve([]),
    topics: () => Promise.resolve({ daily: 'Every morning', weekend: 'The weekend read' }),
    addReader: () => Promise.resolve({ ok: true, readerId: KNOWN.reader.readerId }),
    changeReader: () => Promise.resolve({ ok: true }),
    ...more,
  };
}
