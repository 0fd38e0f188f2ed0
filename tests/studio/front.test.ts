import { describe, expect, test } from 'vitest';
import type { Edition } from '../../src/edition/edition.ts';
import type { Build, ListedEdition } from '../../src/studio/desk.ts';
import type { RunView } from '../../src/studio/standing.ts';
import { frontPage, type FrontParts } from '../../src/studio/pages/front.ts';
import { summary, type Inspected, type RowParts } from '../../src/studio/pages/summary.ts';
import { problem } from '../../src/base/problem.ts';
import { runView, wordsOf } from './run-views.ts';

const listed = (id: string): ListedEdition => ({ id, date: id.slice(0, 10) });
const ONE = listed('2023-06-14-blinken-beijing');
const DUE = new Date('2023-06-14T10:00:00Z');
const COMMON = { standing: { kind: 'draft' }, timeZone: 'America/New_York' } as const;
const PLAN = { schedulers: [], recorded: true };

async function row(run: RunView | undefined, inspected?: Inspected, more: Partial<RowParts> = {}) {
  const parts = { listed: ONE, run, ...COMMON, ...(inspected && { inspected }), ...more };
  return String(await summary(parts));
}

const buildOf = (more: Partial<Build> = {}): Build =>
  ({ edition: { subject: 'Blinken goes to Beijing' }, contentHash: 'abc', ...more }) as Build;
const built = (more: Partial<Extract<Inspected, { ok: true }>> = {}): Inspected => ({
  ok: true,
  build: buildOf(),
  bytes: 20_123,
  problems: [],
  ...more,
});

const HOLD = { reason: 'no answer yet', place: { file: 'a.md', line: 2 } };

describe('a row of the front page', () => {
  test.each([
    [undefined, { kind: 'draft' }, 'draft'],
    [undefined, { kind: 'draft', due: DUE }, 'draft due Wed, Jun 14, 2023, 06:00 EDT, but nothing'],
    [undefined, { kind: 'scheduled', due: DUE }, 'scheduled Wed, Jun 14, 2023, 06:00 EDT'],
    [undefined, { kind: 'due', due: DUE }, 'due since Wed, Jun 14, 2023, 06:00 EDT'],
    [undefined, { kind: 'missed', due: DUE }, 'missed was due Wed, Jun 14, 2023, 06:00 EDT'],
    [undefined, { kind: 'held', due: DUE, hold: HOLD }, 'held no answer yet for Wed, Jun 14, 2023'],
    [undefined, { kind: 'held', hold: HOLD }, 'held no answer yet'],
    [runView({ planned: 3 }), { kind: 'held', hold: HOLD }, 'held no answer yet begun Wed, Jun 14'],
    [runView({ accepted: 3 }), { kind: 'held', hold: HOLD }, 'sent Wed, Jun 14'],
    [undefined, { kind: 'missed', due: DUE }, 'missed was due Wed, Jun 14, 2023, 06:00 EDT'],
    [undefined, { kind: 'unrecorded', due: DUE }, 'no record was due Wed, Jun 14, 2023, 06:00 EDT'],
    [runView({ planned: 3 }, true), { kind: 'due', due: DUE }, 'sending since Wed, Jun 14'],
    [runView({ accepted: 2, released: 1 }), { kind: 'draft' }, 'incomplete begun Wed, Jun 14'],
    [runView({ accepted: 2, unknown: 1 }), { kind: 'draft' }, 'sent with failures Wed, Jun 14'],
    [
      runView({ accepted: 2, suppressed: 1 }),
      { kind: 'missed', due: DUE },
      'sent Wed, Jun 14, 2023',
    ],
    [runView({}), { kind: 'draft' }, 'sent Wed, Jun 14, 2023, 06:00 EDT'],
    [runView({ accepted: 5 }, false, 1, 'mailbox'), { kind: 'draft' }, 'trial Wed, Jun 14'],
    [
      runView({ accepted: 5 }, false, 1, 'mailbox'),
      { kind: 'scheduled', due: DUE },
      'scheduled Wed, Jun 14, 2023, 06:00 EDT trial for 5 subscribers, in the mailbox',
    ],
  ] as const)(
    'a row says how an edition stands, and its hour (%#)',
    async (run, standing, words) => {
      expect(wordsOf(await row(run, built(), { standing }))).toContain(words);
    },
  );

  test.each([
    [built({ problems: [problem('article/empty'), problem('edition/subject-cut')] }), '1 error'],
    [built({ build: buildOf({ unapproved: 'not approved' }) }), 'not approved'],
    [
      { ok: false, failure: { kind: 'mistake', message: 'No.', remedy: 'Fix it.' } },
      'it can’t be built',
    ],
  ] as const)('the row of a scheduled edition says what blocks it (%#)', async (inspected, why) => {
    const standing = { kind: 'scheduled', due: DUE } as const;
    const words = wordsOf(await row(undefined, inspected, { standing }));
    expect(words).toContain(`blocked ${why} due Wed, Jun 14, 2023, 06:00 EDT`);
    expect(words).not.toContain('scheduled');
  });

  test('an edition is not called scheduled before its checks are done', async () => {
    const words = wordsOf(
      await row(undefined, undefined, { standing: { kind: 'scheduled', due: DUE } }),
    );
    expect(words).toContain('checking due Wed, Jun 14, 2023, 06:00 EDT');
    expect(words).not.toContain('scheduled');
  });

  test('a run is blocked if its letter has changed since its sending began', async () => {
    const run = runView({ accepted: 2, planned: 1 });
    const changed = built({ build: buildOf({ contentHash: 'other' }) });
    expect(wordsOf(await row(run, changed))).toContain('blocked changed since its sending began');
    expect(wordsOf(await row(run, built()))).toContain('incomplete');
    expect(wordsOf(await row(runView({ accepted: 3 }), changed))).toContain('sent ');
  });

  test('a row shows date, id and state before the edition is built', async () => {
    const words = wordsOf(await row(undefined));
    expect(words).toContain('Wednesday, June 14, 2023 2023-06-14-blinken-beijing draft');
  });

  test('a row shows subject, size, problems and a small letter once the edition is built', async () => {
    const markup = await row(
      undefined,
      built({ problems: [problem('article/empty'), problem('edition/subject-cut')] }),
    );
    expect(wordsOf(markup)).toContain('Blinken goes to Beijing draft 20.1 KB 1 error 1 note');
    expect(markup).toMatch(
      /<iframe[^>]* src="editions\/2023-06-14-blinken-beijing\/nobody\/light.html"/,
    );
    expect(markup).toMatch(/<iframe[^>]* sandbox="allow-same-origin"[^>]* loading="lazy"/);
  });

  test('problems that the config allows are not counted', async () => {
    const excepted = { ...problem('article/empty'), excepted: 'we know' };
    expect(wordsOf(await row(undefined, built({ problems: [excepted] })))).toContain('no problems');
  });

  test('the row of an edition that cannot be built says why, and shows no letter', async () => {
    const markup = await row(undefined, {
      ok: false,
      failure: { kind: 'mistake', message: 'a.txt:3: <b>no</b> headline', remedy: 'Fix it.' },
    });
    expect(markup).toContain('a.txt:3: &lt;b&gt;no&lt;/b&gt; headline');
    expect(wordsOf(markup)).toContain('blocked it can’t be built');
    expect(markup).not.toContain('<iframe');
  });

  test('a row links to the report once there is a run', async () => {
    expect(await row(undefined)).not.toContain('report/');
    expect(await row(runView({ accepted: 5 }))).toContain(
      'href="editions/2023-06-14-blinken-beijing/report/"',
    );
  });

  test('an id in another script and a hostile subject are escaped in a row', async () => {
    const markup = await row(
      undefined,
      built({ build: buildOf({ edition: { subject: '"><script>alert(1)</script>' } as Edition }) }),
      { listed: listed('2023-06-14-عربي') },
    );
    expect(markup).not.toContain('<script>');
    expect(markup).toContain('editions/2023-06-14-%D8%B9%D8%B1%D8%A8%D9%8A/nobody/');
  });
});

describe('the front page', () => {
  const page = async (rows: readonly ListedEdition[], more: Partial<FrontParts> = {}) =>
    String(
      await frontPage({
        name: 'The Briefing',
        mayWrite: true,
        editions: rows,
        shown: {
          kind: 'rows',
          rows: rows.map((each) => ({ listed: each, run: undefined, ...COMMON })),
        },
        skipped: [],
        plan: PLAN,
        ...more,
      }),
    );

  test('a front page without editions says how to begin', async () => {
    expect(wordsOf(await page([]))).toContain('press “New edition”');
  });

  test('each edition has a row that the script fills and updates', async () => {
    const markup = await page([ONE]);
    expect(markup).toMatch(/<li[^>]* id="edition-2023-06-14-blinken-beijing"[^>]* data-row/);
    expect(markup).toContain('data-summary="editions/2023-06-14-blinken-beijing/summary.html"');
    expect(markup).toContain('data-live="editions"');
  });

  test('older editions are reached by month and year, and no such links are shown if all editions are', async () => {
    expect(await page([ONE])).not.toContain('By month');
    const editions = [ONE, listed('2023-05-30-a'), listed('2023-05-02-b'), listed('2022-12-31-c')];
    const shown = { kind: 'rows', rows: [] } as const;
    const markup = await page([ONE], { editions, shown });
    expect(markup).toContain('href="?month=2023-05"');
    expect(markup).toContain('aria-label="May 2023, 2 editions"');
    expect(markup).toContain('href="?year=2022"');
    expect(wordsOf(markup)).toContain(
      '2023 3 editions Jun 1 May 2 All of 2023 2022 1 edition Dec 1',
    );
  });

  test('the page of a month links to the nearest months that have editions', async () => {
    const editions = [ONE, listed('2023-05-30-a'), listed('2023-02-02-b')];
    const words = wordsOf(await page([ONE], { editions, period: '2023-05' }));
    expect(words).toContain('May 2023');
    expect(words).toContain('June 2023 February 2023 Newest');
    expect(words).not.toContain('No schedule is set');
    const second = await page([ONE], { editions, period: '2023-05', olderThan: '2023-05-30-a' });
    expect(second).toContain('href="?month=2023-05&amp;before=2023-05-30-a"');
  });

  test('the page of a year has a line for each edition, by month, with its subject', async () => {
    const lines = [
      { listed: ONE, subject: 'Blinken <b>goes</b>' },
      { listed: listed('2023-05-30-a'), subject: undefined },
    ];
    const shown = { kind: 'lines', lines } as const;
    const words = wordsOf(await page([ONE], { period: '2023', shown }));
    expect(words).toContain('June 2023 Jun 14 Blinken &lt;b&gt;goes&lt;/b&gt; May 2023');
    expect(words).toContain('May 30 2023-05-30-a');
  });

  test('each name that is no edition is an error with the right name, above the editions', async () => {
    const place = { file: 'content/2023-06-15-big_<b>news</b>.txt' };
    const detail = 'rename "2023-06-15-big_<b>news</b>.txt" to "2023-06-15-big-b-news-b.txt"';
    const markup = await page([ONE], { skipped: [problem('edition/name', place, detail)] });
    const words = wordsOf(markup);
    expect(words).toContain('1 file or folder is no edition');
    expect(words).toContain('to &quot;2023-06-15-big-b-news-b.txt&quot;');
    expect(words).toContain('content/2023-06-15-big_&lt;b&gt;news&lt;/b&gt;.txt');
    expect(markup).toContain('href="problems/edition-name/"');
    expect(markup.indexOf('is no edition')).toBeLessThan(markup.indexOf('id="edition-'));
    expect(await page([ONE])).not.toContain('is no edition');
  });

  test('a front page says what sends its editions, or that nothing does', async () => {
    const schedule = { days: ['mon', 'tue'], at: '06:00', timeZone: 'Europe/Berlin' };
    const send = '.github/workflows/send.yml';
    const words = async (plan: FrontParts['plan']) => wordsOf(await page([ONE], { plan }));
    expect(await words(PLAN)).toContain('No schedule is set');
    expect(await words({ ...PLAN, schedule })).toContain(
      'due Mon, Tue at 06:00 (Europe/Berlin), but none goes out by itself yet: send each on its page',
    );
    const withCi = { schedule, schedulers: [send], recorded: true };
    expect(await words(withCi)).toContain(
      `go out Mon, Tue at 06:00 (Europe/Berlin):${send} runs broadsheet send --due`,
    );
    expect(await words(withCi)).not.toContain('DATABASE_URL');
    expect(await words({ ...withCi, recorded: false })).toContain('DATABASE_URL');
  });
});
