import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/studio/desk.ts';
import { reportPage } from '../../src/studio/pages/report.ts';
import { BEGUN, ID, runReport, runView, wordsOf } from './run-views.ts';

const HOSTILE = '</td></table><script>alert(1)</script>\u202e\0';

async function page(report: RunReport | undefined, subject = 'Subject'): Promise<string> {
  const parts = { name: 'The Briefing', id: ID, subject, timeZone: 'Europe/Berlin', report };
  return String(await reportPage(parts));
}
const after = (seconds: number) => new Date(BEGUN.getTime() + seconds * 1000);

describe('while a run is sent', () => {
  const sending = runReport(runView({ accepted: 290, deferred: 10, planned: 200 }, true), {
    accepted: [
      { at: after(1), count: 90 },
      { at: after(60), count: 100 },
      { at: after(80), count: 100 },
    ],
  });

  test('its report says how far it is, how fast, and how long it will take', async () => {
    const words = wordsOf(await page(sending));
    expect(words).toContain('290 of 500 letters done, 5 a second, 210 left, about 42 s.');
    expect(words).toContain('Begun June 14, 2023 at 12:00:00 PM GMT+2');
  });

  test('it is live, and offers nothing to type', async () => {
    const markup = await page(sending);
    expect(markup).toMatch(/<div id="report" data-live="run">/);
    expect(markup).not.toContain('broadsheet send');
  });

  test('before the first letter there is no rate, and no time', async () => {
    const words = wordsOf(await page(runReport(runView({ planned: 500 }, true))));
    expect(words).toContain('0 of 500 letters done, 500 left.');
  });
});

describe('afterwards', () => {
  test('all is well in a line', async () => {
    const report = runReport(runView({ accepted: 500 }), {
      accepted: [{ at: after(100), count: 500 }],
    });
    const markup = await page(report);
    expect(wordsOf(markup)).toContain('500 of 500 letters accepted, 5 a second.');
    expect(markup).not.toContain('broadsheet send');
    expect(markup).not.toContain('class="refusals"');
  });

  test.each([
    [{ accepted: 1, planned: 1, deferred: 1 }, 'Send what waits', 'broadsheet send 2023'],
    [{ accepted: 1, rejected: 1 }, 'Try the refused', '--only-failed'],
    [{ accepted: 1, expired: 1 }, 'Try the refused', '--only-failed'],
    [{ accepted: 1, unknown: 1 }, 'who did not get it', '--failed'],
  ])('%j says how to go on', async (states, ...wanted) => {
    const words = wordsOf(await page(runReport(runView(states))));
    for (const each of wanted) expect(words).toContain(each);
  });

  test('every state that occurs has its figure, its share and its meaning, and no other', async () => {
    const states = { accepted: 99_999, rejected: 1 };
    const markup = await page(runReport(runView(states)));
    expect(wordsOf(markup)).toContain('rejected 1 under 1% · permanently refused');
    expect(wordsOf(markup)).toContain('accepted 99,999 99% · accepted by the mail server');
    expect(markup).not.toContain('deferred');
    expect(markup).toContain('flex-grow:99999');
  });

  test('the unknown are named, with the command that sends to them again', async () => {
    const view = runView({ accepted: 1, unknown: 120 });
    const unknown = Array.from({ length: 100 }, (_, index) => `p${index}@example.com`);
    const words = wordsOf(await page(runReport(view, { unknown })));
    expect(words).toContain(`broadsheet send ${ID} --resend-unknown`);
    expect(words).toContain('p99@example.com');
    expect(words).toContain('and 20 more');
  });

  test('an amended run says so', async () => {
    expect(wordsOf(await page(runReport(runView({ accepted: 1 }, false, 3))))).toContain(
      'version 3',
    );
    expect(wordsOf(await page(runReport(runView({ accepted: 1 }))))).not.toContain('version');
  });

  test('a thousand domains are ten and a count', async () => {
    const view = runView({ accepted: 1000 });
    const domains = Array.from({ length: 1000 }, (_, index) => ({
      domain: `d${index}.example.com`,
      states: view.states,
    }));
    const words = wordsOf(await page(runReport(view, { domains })));
    expect(words).toContain('d9.example.com');
    expect(words).not.toContain('d10.example.com');
    expect(words).toContain('and 990 smaller domains');
  });
});

test('an edition that was not sent says how to send it', async () => {
  expect(wordsOf(await page(undefined))).toContain(`broadsheet send ${ID}`);
});

test('a run of nobody has no figures that are none', async () => {
  expect(await page(runReport(runView({}), { domains: [] }))).not.toMatch(/NaN|Infinity/);
});

test('what a server, a subject or an address says is text', async () => {
  const view = runView({ rejected: 1, unknown: 1 });
  const markup = await page(
    runReport(view, {
      refusals: [{ domain: HOSTILE, state: 'rejected', reason: HOSTILE.repeat(1000), count: 1 }],
      unknown: [HOSTILE],
      domains: [{ domain: HOSTILE, states: view.states }],
    }),
    HOSTILE,
  );
  expect(markup).not.toContain('<script>');
  expect(markup.length).toBeLessThan(20_000);
});

test('the report of a trial says that nobody has received the letters, and how to send them', async () => {
  const words = wordsOf(await page(runReport(runView({ accepted: 25 }, false, 1, 'mailbox'))));
  expect(words).toContain('This was a trial: the built-in mailbox caught these letters');
  expect(words).toContain('caught by the built-in mailbox');
  expect(words).not.toContain('accepted by the mail server');
});
