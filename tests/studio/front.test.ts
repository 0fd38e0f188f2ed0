import { describe, expect, test } from 'vitest';
import type { ListedEdition, RunView } from '../../src/studio/desk.ts';
import { frontPage } from '../../src/studio/pages/front.ts';
import { stateOf } from '../../src/studio/pages/run-state.ts';
import { summary, type Inspected } from '../../src/studio/pages/summary.ts';
import { problem } from '../../src/base/problem.ts';
import { runView, wordsOf } from './run-views.ts';

const listed = (id: string, future = false): ListedEdition => ({
  id,
  date: id.slice(0, 10),
  future,
});
const ONE = listed('2023-06-14-blinken-beijing');

async function row(run: RunView | undefined, inspected?: Inspected, of = ONE): Promise<string> {
  return String(await summary({ listed: of, run, ...(inspected && { inspected }) }));
}
const built = (more: Partial<Extract<Inspected, { ok: true }>> = {}): Inspected => ({
  ok: true,
  subject: 'Blinken goes to Beijing',
  bytes: 20_123,
  problems: [],
  ...more,
});

test.each([
  [undefined, false, 'draft'],
  [undefined, true, 'scheduled'],
  [runView({ planned: 3 }, true), false, 'sending'],
  [runView({ accepted: 2, released: 1 }), false, 'incomplete'],
  [runView({ accepted: 2, deferred: 1, rejected: 1 }), false, 'incomplete'],
  [runView({ accepted: 2, unknown: 1 }), false, 'sent with failures'],
  [runView({ accepted: 2, suppressed: 1 }), false, 'sent'],
  [runView({}), false, 'sent'],
  [runView({ accepted: 25 }, false, 1, 'mailbox'), false, 'trial'],
])('the state of an edition follows from its run (%#)', (run, future, state) => {
  expect(stateOf({ future }, run)).toBe(state);
});

describe('a row of the front page', () => {
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
    expect(markup).toContain('Can’t be built: a.txt:3: &lt;b&gt;no&lt;/b&gt; headline');
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
      built({ subject: '"><script>alert(1)</script>' }),
      listed('2023-06-14-عربي'),
    );
    expect(markup).not.toContain('<script>');
    expect(markup).toContain('editions/2023-06-14-%D8%B9%D8%B1%D8%A8%D9%8A/nobody/');
  });
});

describe('the front page', () => {
  const page = async (
    rows: readonly ListedEdition[],
    more: { olderThan?: string; older?: boolean } = {},
  ) =>
    String(
      await frontPage({
        name: 'The Briefing',
        rows: rows.map((each) => ({ listed: each, run: undefined })),
        older: false,
        ...more,
      }),
    );

  test('a front page without editions says how to begin', async () => {
    expect(wordsOf(await page([]))).toContain('Add an article to content/');
  });

  test('each edition has a row that the script fills and updates', async () => {
    const markup = await page([ONE]);
    expect(markup).toMatch(/<li[^>]* id="edition-2023-06-14-blinken-beijing"[^>]* data-row/);
    expect(markup).toContain('data-summary="editions/2023-06-14-blinken-beijing/summary.html"');
    expect(markup).toContain('data-live="editions"');
  });

  test('a front page links to older editions if there are any, and back', async () => {
    expect(await page([ONE])).not.toContain('Older');
    const older = await page([ONE], { olderThan: '2023-06-14-a&b', older: true });
    expect(older).toContain('href="?before=2023-06-14-a%26b"');
    expect(older).toContain('Newest');
  });
});
