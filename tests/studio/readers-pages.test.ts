import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { addReaderPage } from '../../src/studio/pages/add-reader.ts';
import { audiencesPage } from '../../src/studio/pages/audiences.ts';
import type { Markup } from '../../src/studio/pages/layout.ts';
import { readerListPage, type ReaderListParts } from '../../src/studio/pages/reader-list.ts';
import { readerPage, type ReaderParts } from '../../src/studio/pages/reader.ts';
import { readersPage } from '../../src/studio/pages/readers.ts';
import type { ListOverview } from '../../src/studio/readers.ts';
import type { Reader } from '../../src/subscribers/reader.ts';
import { BURST, EMPTY, growthOf, HOSTILE, KNOWN, overviewOf, readerOf } from './reader-fixtures.ts';
import { wordsOf } from './run-views.ts';

const FRAME = { name: 'The Politics Briefing', mayWrite: true };
const MASKED = { addresses: false, timeZone: 'America/New_York' };
const WHOLE = { ...MASKED, addresses: true };
const TOPICS = { daily: 'Every morning', weekend: 'The weekend read' };
const PAUSED = { kind: 'paused', until: new Date('2023-07-12T10:00:00Z') } as const;
const GONE = { kind: 'unsubscribed', since: new Date('2023-06-02T10:00:00Z') } as const;
const SPAM = { kind: 'complaint', reason: 'spam at example.com', since: GONE.since } as const;

const text = async (page: Markup) => String(await page);
const first = (overview: ListOverview) =>
  text(readersPage({ ...FRAME, timeZone: 'UTC', span: 'quarter', overview }));
const list = (more: Partial<ReaderListParts> = {}) =>
  text(
    readerListPage({
      ...{ ...FRAME, shown: MASKED, text: '', forgotten: false, query: '' },
      listing: { readers: [KNOWN.reader], hasPrevious: false, hasNext: false },
      ...more,
    }),
  );
const one = (reader: Partial<Reader> = {}, more: Partial<ReaderParts> = {}) => {
  const file = { ...KNOWN, reader: { ...KNOWN.reader, ...reader } };
  return text(readerPage({ ...FRAME, shown: MASKED, file, topics: TOPICS, ...more }));
};
const actionsOf = (page: string) =>
  Array.from(page.matchAll(/<form[^>]*?action="(\w+)"/gs), ([, action]) => action);

describe('the first page about readers', () => {
  test('an empty list says how readers come on it, and has no plot', async () => {
    const page = await first(EMPTY);
    expect(wordsOf(page)).toContain('broadsheet subscribers import list.csv --consent');
    expect(page).toContain('href="add/"');
    expect(page).not.toContain('<svg');
  });

  test('the cards count readers by state, and suppressions by their kind', async () => {
    const words = wordsOf(await first(overviewOf()));
    expect(words).toContain('On the list 12,442 12,290 get letters');
    expect(words).toContain('Waiting to confirm 12');
    expect(words).toContain('Left 89 In the last 30 days');
    expect(words).toContain('Suppressed 120 103 hard bounces 4 complaints');
  });

  test('a list of one reader is shown with its plot', async () => {
    const counts = { ...EMPTY.counts, onList: 1, active: 1 };
    const growth = growthOf('quarter', 0, (index) => ({ joined: index === 9 ? 1 : 0, left: 0 }));
    const words = wordsOf(await first({ ...EMPTY, counts, growth }));
    expect(words).toContain('1 reader on the list');
    expect(words).toContain('Nobody has left');
    expect(words).toContain('Nobody signed up');
  });

  test('a list that everybody has left is not an empty one', async () => {
    const departures = overviewOf().departures.slice(0, 1);
    expect(await first({ ...EMPTY, departures })).toContain('<svg');
  });

  test('sign-ups are counted with the share that confirmed', async () => {
    expect(wordsOf(await first(overviewOf()))).toContain(
      '462 people signed up, and 391 (85%) confirmed.',
    );
  });

  test('who left is counted by edition, with how and how soon', async () => {
    const { document } = parseHTML(await first(overviewOf()));
    const rows = Array.from(document.querySelectorAll('.leavers tr'), (row) =>
      Array.from(row.children, (cell) => cell.textContent.trim()),
    );
    expect(rows).toEqual([
      ['Newest edition they had', 'Left', 'Of its readers', 'Half left within'].concat([
        ...['one click', 'page', 'email', 'by hand', 'came back'],
      ]),
      ['2023-06-14-blinken-beijing', '23', '0.19%', '3 min 4 s', '16', '7', '–', '–', '2'],
      ['2023-06-12-ferry', '9', '0.074%', '1 h 30 min', '4', '3', '1', '1', '–'],
      ['None yet', '2', '–', '–', '–', '2', '–', '–', '–'],
    ]);
  });

  test('a burst of one domain is a warning with the command that undoes it', async () => {
    const page = await first(overviewOf({ bursts: [BURST] }));
    expect(wordsOf(page)).toContain('14 of 16 readers at corp.example left within minutes');
    expect(page).toContain(
      'broadsheet subscribers restore --since 2023-06-14T09:31:00.000Z --domain corp.example',
    );
    expect(await first(overviewOf())).not.toContain('restore --since');
  });
});

describe('the list of readers', () => {
  test('addresses are masked unless they are asked for', async () => {
    const masked = await list();
    expect(masked).toContain('r…@example.com');
    expect(masked).not.toContain(KNOWN.reader.email);
    expect(await list({ shown: WHOLE })).toContain(KNOWN.reader.email);
  });

  test('an address in a name is masked, too', async () => {
    const listing = {
      readers: [readerOf(1, { name: 'Ada (ada@example.org)' })],
      ...{ hasPrevious: false, hasNext: false },
    };
    expect(await list({ listing })).toContain('Ada (a…@example.org)');
  });

  test.each([
    ['markup', HOSTILE],
    ['a thousand characters', 'Wolkenstein-'.repeat(1000)],
    ['line breaks and control characters', 'Ada\r\n\u0000\u001b[31mAbbot'],
    ['lone surrogates', 'Ada \ud800'],
  ])('a name of %s is one short line of text', async (_, name) => {
    const listing = { readers: [readerOf(1, { name })], hasPrevious: false, hasNext: false };
    const { document } = parseHTML(await list({ listing }));
    const [shown] = document.querySelectorAll('.reader-name');
    expect(shown?.children).toHaveLength(0);
    expect(shown?.textContent.length).toBeLessThanOrEqual(201);
    expect(shown?.textContent).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(document.querySelectorAll('img')).toHaveLength(0);
  });

  test('a name from right to left is set apart from what is around it', async () => {
    const listing = {
      readers: [readerOf(1, { name: 'يوسف العلي' })],
      ...{ hasPrevious: false, hasNext: false },
    };
    expect(await list({ listing })).toMatch(/<bdi class="reader-name">يوسف العلي<\/bdi>/);
  });

  test('further pages are linked by a number, and keep the search by its key', async () => {
    const readers = [readerOf(501), readerOf(1000)];
    const page = await list({
      ...{ text: 'ada@example.com', search: 'k3y' },
      listing: { readers, hasPrevious: true, hasNext: true },
    });
    expect(page).toMatch(/rel="prev"\s+href="\?search=k3y&amp;before=501"/);
    expect(page).toMatch(/rel="next"\s+href="\?search=k3y&amp;after=1000"/);
    expect(await list()).not.toContain('rel="next"');
  });

  test('each reader is shown with where they stand', async () => {
    const readers = [
      readerOf(1, { state: PAUSED }),
      readerOf(2, { state: GONE, suppression: SPAM }),
    ];
    const words = wordsOf(await list({ listing: { readers, hasPrevious: false, hasNext: false } }));
    expect(words).toContain('paused until Jul 12, 2023');
    expect(words).toContain('suppressed left on Jun 2, 2023');
  });

  test('an address that no reader has is found among sign-ups and suppressions', async () => {
    const listing = { readers: [], hasPrevious: false, hasNext: false };
    const parts = { text: 'eve@example.com', listing };
    const standing = { suppression: SPAM, pendingSince: new Date('2023-06-13T10:00:00Z') };
    const words = wordsOf(await list({ ...parts, standing }));
    expect(words).toContain('has not confirmed');
    expect(words).toContain('suppressed since Fri, Jun 2, 2023');
    expect(wordsOf(await list({ ...parts, standing: {} }))).toContain('Nothing is known');
    expect(wordsOf(await list({ ...parts, text: 'eve' }))).toContain('Try a shorter part');
  });
});

describe('the page of a reader', () => {
  test('nothing on it has a whole address unless it is asked for', async () => {
    const masked = await one();
    expect(masked).not.toMatch(/reader7@|ada@/);
    expect(masked).toContain('address: a…@example.org → r…@example.com; topics: weekend');
    expect(masked).toContain('&lt;r…@example.com&gt;: user unknown');
    expect(await one({}, { shown: WHOLE })).toContain('ada@example.org → reader7@example.com');
  });

  test('consent is a timeline with source, page and wording', async () => {
    const words = wordsOf(await one());
    expect(words).toMatch(
      /Asked to subscribe Tue, Jan 10, 2023, 04:00 EST Source sign-up form Page https:.*What they agreed to Send me.*Confirmed.*192\.0\.2\.0\/24 Message-ID &lt;abc@.*Changed/,
    );
  });

  test('departures say how, how soon, why, and that they were undone', async () => {
    expect(wordsOf(await one())).toMatch(
      /Left: one click.*2023-02-28-vote, 42 s after.*mailbox provider.*Too many letters.*Undone/,
    );
  });

  test('topics are shown in the words that readers know', async () => {
    expect(wordsOf(await one())).toContain('Topics The weekend read');
    expect(wordsOf(await one({ topics: [] }))).toContain('Topics none of them');
    expect(wordsOf(await one({ topics: ['gone'] }))).toContain('Topics gone');
    const page = readerPage({
      ...{ ...FRAME, shown: MASKED, topics: TOPICS },
      file: { ...KNOWN, reader: readerOf(8) },
    });
    expect(wordsOf(await text(page))).toContain('Topics every topic');
  });

  test.each([
    ['active', {}, ['addresses', 'pause', 'remove']],
    ['paused', { state: PAUSED }, ['addresses', 'resume', 'remove']],
    ['unsubscribed', { state: GONE }, ['addresses', 'restore']],
    ['active and suppressed', { suppression: SPAM }, ['addresses', 'remove', 'restore']],
  ])('a reader who is %s has the forms that change it', async (_, reader, actions) => {
    expect(actionsOf(await one(reader))).toEqual(actions);
  });

  test('a refused change says why, without the address', async () => {
    const failure = {
      ...{ ok: false, message: 'reader7@example.com reported a letter as spam.' },
      remedy: 'Pass --force.',
    } as const;
    const page = await one({}, { failure });
    expect(page).toContain('role="alert"');
    expect(wordsOf(page)).toContain('r…@example.com reported a letter as spam.');
  });

  test('a reader of whom little is known has a page, too', async () => {
    const file = {
      ...{ reader: readerOf(3), consents: [], editions: [], departures: [] },
    };
    const words = wordsOf(
      await text(readerPage({ ...FRAME, shown: MASKED, file, topics: {}, done: 'added' })),
    );
    expect(words).toContain('Added to the list.');
    expect(words).toContain('Nothing is recorded');
    expect(words).toContain('No edition was sent to them yet');
  });

  test('of a thousand editions the newest are listed, and the others counted', async () => {
    const editions = Array.from({ length: 1000 }, (_, index) => ({
      ...{ edition: `2020-01-01-e${index}`, state: 'accepted', at: GONE.since },
    }));
    const file = { ...KNOWN, editions };
    const page = await text(readerPage({ ...FRAME, shown: MASKED, file, topics: {} }));
    expect(page.match(/report\/"/g)).toHaveLength(60);
    expect(page).toContain('and 940 earlier');
  });
});

describe('the form that adds a reader', () => {
  test('every topic is chosen at first, and what was typed is kept after a refusal', async () => {
    const page = await text(addReaderPage({ ...FRAME, topics: TOPICS }));
    expect(page.match(/checked/g)).toHaveLength(2);
    const given = { email: 'a"b@example.com', name: HOSTILE, topics: ['daily'], consent: 'asked' };
    const failure = { ok: false, message: '<b>No.</b>', remedy: 'Fix it.' } as const;
    const again = await text(addReaderPage({ ...FRAME, topics: TOPICS, given, failure }));
    expect(again.match(/checked/g)).toHaveLength(1);
    const { document } = parseHTML(again);
    expect(document.querySelector('input[name="email"]')?.getAttribute('value')).toBe(given.email);
    expect(document.querySelector('input[name="name"]')?.getAttribute('value')).toBe(HOSTILE);
    expect(document.querySelectorAll('img, .broken b b')).toHaveLength(0);
  });

  test('a newsletter without topics asks for none', async () => {
    expect(await text(addReaderPage({ ...FRAME, topics: {} }))).not.toContain('fieldset');
  });
});

describe('the page about topics and segments', () => {
  test('each is counted with why others are left out, or can be counted', async () => {
    const leftOut = {
      ...{ paused: 12, alreadySent: 0, unsubscribed: 3, notInSegment: 1200 },
      suppressed: { complaint: 1 },
    };
    const page = await text(
      audiencesPage({
        ...FRAME,
        audiences: [
          {
            ...{ kind: 'topic', name: 'daily', label: 'كل صباح' },
            count: { audience: 'daily', receivers: 11_020, leftOut },
          },
          { kind: 'segment', name: 'berlin' },
        ],
      }),
    );
    expect(wordsOf(page)).toContain(
      'daily كل صباح 11,020 1,200 chose other topics, 12 paused, 1 suppressed (complaint), 3 unsubscribed',
    );
    expect(page).toContain('href="?count=segment.berlin"');
  });

  test('a config without any says where they are defined', async () => {
    const words = wordsOf(await text(audiencesPage({ ...FRAME, audiences: [] })));
    expect(words).toContain('Define topics in broadsheet.config.ts.');
    expect(words).toContain('Define segments in broadsheet.config.ts.');
  });
});
