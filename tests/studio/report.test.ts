import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/studio/desk.ts';
import type { UndeliveredReader } from '../../src/deliver/runs.ts';
import { reportPage, type ReportParts } from '../../src/studio/pages/report.ts';
import { READERS_ON_PAGE } from '../../src/studio/pages/undelivered.ts';
import { BEGUN, ID, runReport, runView, wordsOf } from './run-views.ts';

const HOSTILE = '</td></table><script>alert(1)</script>\u202e\0';

const MASKED = { addresses: false, timeZone: 'Europe/Berlin' };

async function page(
  report: RunReport | undefined,
  subject = 'Subject',
  more: Partial<ReportParts> = {},
): Promise<string> {
  const standing = { kind: 'draft' } as const;
  const frame = { name: 'The Briefing', mayWrite: true, query: '', standing, obstacles: [] };
  const parts = { ...frame, id: ID, subject, shown: MASKED, report, ...more };
  return String(await reportPage(parts));
}
const reader = (more: Partial<UndeliveredReader>): UndeliveredReader => ({
  position: 1,
  email: 'ada@example.com',
  domain: 'example.com',
  state: 'rejected',
  attempts: 1,
  reason: '',
  at: BEGUN,
  readerId: 'A'.repeat(22),
  ...more,
});
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

  test('who did not get it is listed by name, with the reason and with what to do', async () => {
    const view = runView({ accepted: 1, rejected: 1, unknown: 1 });
    const undelivered = [
      reader({ name: 'Ada Abbot', reason: '550 5.1.1 ada@example.com: user unknown' }),
      reader({ email: 'ben@example.com', state: 'unknown', reason: 'connection lost' }),
    ];
    const refusals = [
      { domain: 'example.com', state: 'rejected', reason: 'no such user', count: 1 },
    ] as const;
    const markup = await page(runReport(view, { undelivered, refusals }));
    const words = wordsOf(markup);
    expect(words).toContain('Ada Abbot a…@example.com rejected Jun 14, 12:00 550 5.1.1 a…@');
    expect(words).toContain('b…@example.com unknown');
    expect(words).toContain('these may have arrived. Ask one of the readers');
    expect(words).toContain('All 2 rejected 1 unknown 1');
    expect(markup).toContain('href="../../../readers/AAAAAAAAAAAAAAAAAAAAAA/"');
    expect(markup).not.toMatch(/(?:ada|ben)@example/);
    // All of them are listed: counts by reason say nothing more.
    expect(words).not.toContain('Not delivered, by reason');

    const shown = { ...MASKED, addresses: true };
    const whole = wordsOf(await page(runReport(view, { undelivered }), 'S', { shown }));
    expect(whole).toContain('550 5.1.1 ada@example.com: user unknown');
    expect(whole).toContain('Hide addresses');
  });

  test('a long list of who did not get it has pages, and counts by reason', async () => {
    const view = runView({ rejected: 120 });
    const undelivered = Array.from({ length: READERS_ON_PAGE + 1 }, (_, index) =>
      reader({ name: `Reader ${index + 1}.`, position: index + 1 }),
    );
    const refusals = [
      { domain: 'example.com', state: 'rejected', reason: 'no such user', count: 120 },
    ] as const;
    const report = runReport(view, { undelivered, refusals });
    const markup = await page(report, 'S', { state: 'rejected' });
    expect(markup).toContain(`href="?state=rejected&amp;after=${READERS_ON_PAGE}#undelivered"`);
    expect(wordsOf(markup)).toContain(`Reader ${READERS_ON_PAGE}.`);
    expect(wordsOf(markup)).not.toContain(`Reader ${READERS_ON_PAGE + 1}.`);
    expect(wordsOf(markup)).toContain('Not delivered, by reason');
    const last = runReport(view, { undelivered: undelivered.slice(0, 7) });
    expect(await page(last)).not.toContain('rel="next"');
  });

  test('a run that ended at once has a sentence in place of a plot', async () => {
    const accepted = [{ at: after(0), count: 25 }];
    const markup = await page(runReport(runView({ accepted: 25 }), { accepted }));
    expect(markup).not.toContain('<svg');
    expect(wordsOf(markup)).toContain('25 letters accepted in less than a second.');
    const steps = [1, 2, 3, 4].map((second) => ({ at: after(second), count: 25 }));
    const longer = await page(runReport(runView({ accepted: 100 }), { accepted: steps }));
    expect(longer).toContain('<figure class="plot" style="max-width:360px">');
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
      undelivered: [reader({ name: HOSTILE, email: HOSTILE, reason: HOSTILE.repeat(1000) })],
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
