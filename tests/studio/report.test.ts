import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/studio/desk.ts';
import { reportPage } from '../../src/studio/pages/report.ts';
import { BEGUN, ID, runReport, runView, wordsOf } from './run-views.ts';

const HOSTILE = '</td></table><script>alert(1)</script>\u202e\0';

async function page(report: RunReport | undefined, subject = 'Subject'): Promise<string> {
  const timeZone = 'Europe/Berlin';
  const frame = { name: 'The Briefing', mayWrite: true };
  const parts = { ...frame, id: ID, subject, timeZone, report, obstacles: [] };
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

  test('the report of a run that is sending shows progress, rate and time left', async () => {
    const words = wordsOf(await page(sending));
    expect(words).toContain('290 of 500 letters done, 5 per second, 210 left, about 42 s.');
    expect(words).toContain('sending since Wed, Jun 14, 2023, 12:00 GMT+2');
  });

  test('the report of a run that is sending is live, and suggests no command', async () => {
    const markup = await page(sending);
    expect(markup).toMatch(/<div id="report" data-live="run">/);
    expect(markup).not.toContain('broadsheet send');
  });

  test('a report without an accepted letter shows no rate and no time left', async () => {
    const words = wordsOf(await page(runReport(runView({ planned: 500 }, true))));
    expect(words).toContain('0 of 500 letters done, 500 left.');
  });
});

describe('after a run', () => {
  test('the report of a complete run is one line, and suggests no command', async () => {
    const report = runReport(runView({ accepted: 500 }), {
      accepted: [{ at: after(100), count: 500 }],
    });
    const markup = await page(report);
    expect(wordsOf(markup)).toContain('500 of 500 letters accepted, 5 per second.');
    expect(markup).not.toContain('broadsheet send');
    expect(markup).not.toContain('class="refusals"');
  });

  test.each([
    [{ accepted: 1, planned: 1, deferred: 1 }, 'Send the rest', 'broadsheet send 2023'],
    [{ accepted: 1, rejected: 1 }, 'Retry rejected', '--only-failed'],
    [{ accepted: 1, expired: 1 }, 'Retry rejected', '--only-failed'],
    [{ accepted: 1, unknown: 1 }, 'See who did not get it', '--failed'],
  ])('a run with %j shows how to continue', async (states, ...wanted) => {
    const words = wordsOf(await page(runReport(runView(states))));
    for (const each of wanted) expect(words).toContain(each);
  });

  test('each state that occurs is shown with count, share and meaning, and no other state is', async () => {
    const states = { accepted: 99_999, rejected: 1 };
    const markup = await page(runReport(runView(states)));
    expect(wordsOf(markup)).toContain('rejected 1 under 1% · permanently refused');
    expect(wordsOf(markup)).toContain('accepted 99,999 99% · accepted by the mail server');
    expect(markup).not.toContain('deferred');
    expect(markup).toContain('flex-grow:99999');
  });

  test('unknown deliveries are listed, with the command that resends them', async () => {
    const view = runView({ accepted: 1, unknown: 120 });
    const unknown = Array.from({ length: 100 }, (_, index) => `p${index}@example.com`);
    const words = wordsOf(await page(runReport(view, { unknown })));
    expect(words).toContain(`broadsheet send ${ID} --resend-unknown`);
    expect(words).toContain('p99@example.com');
    expect(words).toContain('and 20 more');
  });

  test('the report of an amended run shows its version', async () => {
    expect(wordsOf(await page(runReport(runView({ accepted: 1 }, false, 3))))).toContain(
      'version 3',
    );
    expect(wordsOf(await page(runReport(runView({ accepted: 1 }))))).not.toContain('version');
  });

  test('of a thousand domains a report shows ten and counts the others', async () => {
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

test('the report of an edition that was not sent shows how to send it', async () => {
  expect(wordsOf(await page(undefined))).toContain(`broadsheet send ${ID}`);
});

test('the report of a run without subscribers has only valid numbers', async () => {
  expect(await page(runReport(runView({}), { domains: [] }))).not.toMatch(/NaN|Infinity/);
});

test('markup in a server’s reply, a subject or an address is shown as text', async () => {
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
