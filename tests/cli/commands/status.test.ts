import { describe, expect, test } from 'vitest';
import type { Status } from '../../../src/app/status.ts';
import { jsonLines, textLines } from '../../../src/cli/commands/status.ts';
import { domainTable, stateTable, stepTable } from '../../../src/cli/run-tables.ts';
import type { Undelivered } from '../../../src/deliver/runs.ts';
import { DELIVERY_STATES, type Tally } from '../../../src/deliver/state.ts';

type Started = Extract<Status, { kind: 'started' }>;

const ID = '2023-06-14-blinken-beijing';
const AT = new Date('2023-06-14T23:30:00Z');

function tally(counts: Partial<Tally>): Tally {
  const none = Object.fromEntries(DELIVERY_STATES.map((state) => [state, 0]));
  return { ...none, ...counts } as Tally;
}

const NOT_STARTED = { edition: ID, timeZone: 'UTC', kind: 'not-started' } as const;

function started(own: Partial<Started> = {}, version = 1): Started {
  const states = own.states ?? tally({ accepted: 1200, rejected: 2, unknown: 1 });
  const total = Object.values(states).reduce((sum, count) => sum + count, 0);
  const key = { edition: ID, audience: 'all', destination: 'server' } as const;
  const run = { id: 1, ...key, contentHash: 'x', createdAt: AT };
  return {
    edition: ID,
    timeZone: 'UTC',
    kind: 'started',
    run: { ...run, version, total },
    states,
    domains: [{ domain: 'example.com', states }],
    earlier: [],
    ...own,
  };
}

function failed(own: Partial<Undelivered> = {}): Undelivered {
  return {
    email: 'anna@example.com',
    domain: 'example.com',
    state: 'rejected',
    attempts: 1,
    reason: '550 5.1.1 no such user',
    at: AT,
    ...own,
  };
}

// eslint-disable-next-line @typescript-eslint/require-await
async function* stream<T>(rows: Iterable<T>): AsyncGenerator<T> {
  yield* rows;
}

async function text(lines: AsyncIterable<string>): Promise<string> {
  return (await Array.fromAsync(lines)).join('\n');
}

describe('the table of states', () => {
  test('lists the states that occur, with their meaning', () => {
    expect(stateTable(tally({ accepted: 1200, unknown: 1 }), 'server')).toBe(
      '  1,200  accepted  accepted by the mail server\n      1  unknown   may or may not have arrived',
    );
  });

  test('is empty for an empty audience', () => {
    expect(stateTable(tally({}), 'server')).toBe('');
  });
});

describe('the table of domains', () => {
  test('has a column for each state that occurs', () => {
    const domains = [
      { domain: 'example.com', states: tally({ accepted: 1000, deferred: 3 }) },
      { domain: 'xn--bcher-kva.example', states: tally({ accepted: 2 }) },
    ];
    expect(domainTable(domains)).toBe(
      [
        '  domain                 accepted  deferred',
        '  example.com               1,000         3',
        '  xn--bcher-kva.example         2         0',
      ].join('\n'),
    );
  });

  test('has one line for all domains after the tenth', () => {
    const domains = Array.from({ length: 1012 }, (_, index) => ({
      domain: `d${index}.example`,
      states: tally(index > 500 ? { expired: 2 } : { accepted: 5 }),
    }));
    const lines = domainTable(domains).split('\n');
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toMatch(/^ {2}1,002 more +2,455 +1,022$/);
  });

  test('cuts domains that are longer than any screen', () => {
    const domain = `${'long.'.repeat(48)}example.com`;
    const lines = domainTable([{ domain, states: tally({ accepted: 1 }) }]).split('\n');
    expect(lines[1]).toMatch(/^ {2}….{28}example\.com +1$/);
  });
});

describe('the next steps', () => {
  test('are empty if everyone has the edition', () => {
    expect(stepTable(ID, tally({ accepted: 5 }))).toBe('');
  });

  test('have a command for each state that needs a decision', () => {
    const all = tally({ deferred: 1, rejected: 1, unknown: 1 });
    const lines = stepTable(ID, all, { listed: true }).split('\n');
    expect(lines.map((line) => line.split(/ {2,}/).at(-1))).toEqual([
      `broadsheet send ${ID}`,
      `broadsheet send ${ID} --only-failed`,
      `broadsheet send ${ID} --resend-unknown`,
    ]);
    expect(stepTable(ID, tally({ suppressed: 1 }))).toContain(`status ${ID} --failed`);
    expect(stepTable(ID, tally({ planned: 1 }))).toBe(`  Send the rest:  broadsheet send ${ID}`);
  });
});

describe('status as text', () => {
  test('says that an edition was never sent', async () => {
    expect(await text(textLines(NOT_STARTED))).toBe(`${ID} has not been sent.`);
  });

  test('shows the states first, then the domains, then the next steps', async () => {
    const shown = await text(textLines(started()));
    expect(shown).toMatch(
      /to 1,203 subscribers:\n {2}1,200 {2}accepted[^]*\n\n {2}domain[^]*\n\n {2}See who did not get it, and why:/,
    );
    expect(shown).not.toContain('amended');
  });

  test('says that an edition was amended', async () => {
    expect(await text(textLines(started({}, 3)))).toContain('version 3 goes out now');
  });

  test('has no table for an empty run', async () => {
    const nobody = started({ states: tally({}), domains: [] });
    expect(await text(textLines(nobody))).toBe(`${ID}, to 0 subscribers:`);
  });

  test("lists the failed letters, at the newsletter's local time", async () => {
    const undelivered = stream([
      failed(),
      failed({ email: 'b@example.com', state: 'unknown', attempts: 12, reason: 'connection lost' }),
    ]);
    const shown = await text(textLines(started({ timeZone: 'Europe/Berlin' }), undelivered));
    expect(shown).toContain(
      [
        '  when              address           state     tries  why',
        '  2023-06-15 01:30  anna@example.com  rejected      1  550 5.1.1 no such user',
        '  2023-06-15 01:30  b@example.com     unknown      12  connection lost',
      ].join('\n'),
    );
  });

  test('says that no letter failed', async () => {
    const undelivered = stream<Undelivered>([]);
    expect(await text(textLines(started(), undelivered))).toContain('Nobody');
  });

  test("contains no control characters from a server's reply", async () => {
    const reason = '550 \u001b[2J\u202e\u0007\r\nanna@example.com accepted';
    const undelivered = stream([failed({ reason, email: 'a\u202e@example.com' })]);
    const shown = await text(textLines(started(), undelivered));
    expect(shown.split('\n').join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(shown).not.toMatch(/^anna/m);
  });

  test('prints a long list while it is read', async () => {
    let read = 0;
    const rows = function* () {
      for (; read < 100_000; read++) yield failed({ email: `reader${read}@example.com` });
    };
    const lines = textLines(started(), stream(rows()));
    for await (const line of lines) if (line.includes('reader0@')) break;
    expect(read).toBeLessThan(1000);
  });
});

describe('status as JSON', () => {
  test('prints a run as one document on one line', async () => {
    const lines = await Array.fromAsync(jsonLines(started({}, 2)));
    expect(lines).toHaveLength(1);
    const states = tally({ accepted: 1200, rejected: 2, unknown: 1 });
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      edition: ID,
      audience: 1203,
      audienceName: 'all',
      earlier: [],
      version: 2,
      states,
      domains: [{ domain: 'example.com', states }],
    });
  });

  test.each([0, 1, 2, 1000])('includes %i failed letters in the document', async (count) => {
    const hostile = failed({ reason: '550 \u001b[2J\u202e\u009b"\\' });
    const undelivered = stream(Array.from({ length: count }, () => hostile));
    const shown = await text(jsonLines(started(), undelivered));
    expect(shown.split('\n').join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const { email, ...rest } = hostile;
    const entry = { address: email, ...rest, at: AT.toISOString() };
    expect(JSON.parse(shown)).toMatchObject({
      edition: ID,
      failed: Array.from({ length: count }, () => entry),
    });
  });

  test('has no states for an edition that was never sent', async () => {
    const nothing = { edition: ID, audience: null, version: null, states: null, domains: [] };
    expect(JSON.parse(await text(jsonLines(NOT_STARTED)))).toEqual(nothing);
    expect(JSON.parse(await text(jsonLines(NOT_STARTED, stream<Undelivered>([]))))).toEqual({
      ...nothing,
      failed: [],
    });
  });
});
