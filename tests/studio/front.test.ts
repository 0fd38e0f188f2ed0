import { describe, expect, test } from 'vitest';
import type { Listed, RunView } from '../../src/studio/desk.ts';
import { frontPage } from '../../src/studio/pages/front.ts';
import { stateOf } from '../../src/studio/pages/run-state.ts';
import { summary, type Looked } from '../../src/studio/pages/summary.ts';
import { problem } from '../../src/base/problem.ts';
import { runView, wordsOf } from './run-views.ts';

const listed = (id: string, future = false): Listed => ({ id, date: id.slice(0, 10), future });
const ONE = listed('2023-06-14-blinken-beijing');

async function row(run: RunView | undefined, looked?: Looked, of = ONE): Promise<string> {
  return String(await summary({ listed: of, run, ...(looked && { looked }) }));
}
const built = (more: Partial<Extract<Looked, { ok: true }>> = {}): Looked => ({
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
])('an edition’s state is told by its run (%#)', (run, future, state) => {
  expect(stateOf({ future }, run)).toBe(state);
});

describe('a row', () => {
  test('stands before the edition is built: its date, its id, its state', async () => {
    const words = wordsOf(await row(undefined));
    expect(words).toContain('Wednesday, June 14, 2023 2023-06-14-blinken-beijing draft');
  });

  test('then has the subject, the size, the problems and the letter made small', async () => {
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

  test('does not count what the config lets pass', async () => {
    const excepted = { ...problem('article/empty'), excepted: 'we know' };
    expect(wordsOf(await row(undefined, built({ problems: [excepted] })))).toContain('no problems');
  });

  test('of an edition that cannot be built says why, and shows no letter', async () => {
    const markup = await row(undefined, { ok: false, message: 'a.txt:3: <b>no</b> headline' });
    expect(markup).toContain('Cannot be built: a.txt:3: &lt;b&gt;no&lt;/b&gt; headline');
    expect(markup).not.toContain('<iframe');
  });

  test('leads to the report once there is a run', async () => {
    expect(await row(undefined)).not.toContain('report/');
    expect(await row(runView({ accepted: 5 }))).toContain(
      'href="editions/2023-06-14-blinken-beijing/report/"',
    );
  });

  test('of an id in another script, or of a hostile subject, stays a row', async () => {
    const markup = await row(
      undefined,
      built({ subject: '"><script>alert(1)</script>' }),
      listed('2023-06-14-عربي'),
    );
    expect(markup).not.toContain('<script>');
    expect(markup).toContain('editions/2023-06-14-%D8%B9%D8%B1%D8%A8%D9%8A/nobody/');
  });
});

describe('the page', () => {
  const page = async (
    rows: readonly Listed[],
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

  test('without an edition says how to begin', async () => {
    expect(wordsOf(await page([]))).toContain('Put an article into content/');
  });

  test('has a row an edition, which the script fills, and which is live', async () => {
    const markup = await page([ONE]);
    expect(markup).toMatch(/<li[^>]* id="edition-2023-06-14-blinken-beijing"[^>]* data-row/);
    expect(markup).toContain('data-summary="editions/2023-06-14-blinken-beijing/summary.html"');
    expect(markup).toContain('data-live="editions"');
  });

  test('leads to older ones where there are some, and back', async () => {
    expect(await page([ONE])).not.toContain('Older');
    const older = await page([ONE], { olderThan: '2023-06-14-a&b', older: true });
    expect(older).toContain('href="?before=2023-06-14-a%26b"');
    expect(older).toContain('Newest');
  });
});
