import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scripted, sink } from '../support/test-servers.ts';
import { send, useSending, newsletter } from './sending.ts';

const ID = '2023-06-14-blinken-beijing';

useSending();

interface Status {
  readonly version: number;
  readonly states: Readonly<Record<string, number>>;
  readonly domains: readonly { readonly domain: string }[];
  readonly failed?: readonly { readonly address: string; readonly reason: string }[];
}

async function status(...args: string[]): Promise<Status> {
  return JSON.parse((await newsletter().run(['status', '--json', ...args])).stdout) as Status;
}

function change(): void {
  const file = newsletter().path('content', `${ID}.txt`);
  const source = readFileSync(file, 'utf8');
  newsletter().write(`content/${ID}.txt`, source.replace('Beijing this week', 'Beijing next week'));
}

describe('options that resend', () => {
  test('--amend sends a changed edition to everyone still waiting, and records who got which version', async () => {
    let patient = false;
    const { url, letters } = await sink({
      refuse: (to) => (to === 'ada@example.com' && !patient ? [450, 'later'] : undefined),
    });
    newsletter().configure('delivery: { retry: { firstMinutes: 0.001, patienceMinutes: 0 } }');
    expect((await send(url)).code).toBe(75);
    change();
    patient = true;
    expect((await send(url)).code).toBe(2);
    expect((await send(url, '--amend')).code).toBe(0);
    expect(letters).toHaveLength(25);
    const versionOf = (to: string) =>
      letters.find((letter) => letter.to === to)?.raw.includes('next week');
    expect([versionOf('ada@example.com'), versionOf('noa@example.com')]).toEqual([true, false]);
    expect(await status()).toMatchObject({ version: 2, states: { accepted: 25 } });
  });

  test('--only-failed retries rejected letters, and no others', async () => {
    let strict = true;
    const { url, letters } = await sink({
      refuse: (to) => (to === 'ada@example.com' && strict ? [550, '5.7.1 not you'] : undefined),
    });
    expect((await send(url)).code).toBe(1);
    strict = false;
    expect((await send(url)).code, 'not by itself').toBe(1);
    const again = await send(url, '--only-failed', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ sent: 1, states: { accepted: 25 } });
    expect(letters.filter(({ to }) => to === 'ada@example.com')).toHaveLength(1);
    expect(letters).toHaveLength(25);
  });

  test('--resend-unknown sends the same letter again, with the same Message-ID', async () => {
    let broken = true;
    const server = await scripted({
      script: ({ step, address }) =>
        step === 'dot' && broken && address === 'ada@example.com'
          ? { then: 'disconnect' }
          : undefined,
    });
    const first = await send(server.url);
    expect(first.code, first.stderr).toBe(1);
    expect((await status()).states).toMatchObject({ accepted: 24, unknown: 1 });
    broken = false;
    expect((await send(server.url)).stdout).toContain('Nothing to send');
    expect((await send(server.url, '--resend-unknown')).code).toBe(0);
    const ada = [...server.unanswered, ...server.accepted].filter(
      ({ to }) => to === 'ada@example.com',
    );
    expect(ada).toHaveLength(2);
    expect(ada[0]?.raw.equals(ada[1]?.raw ?? Buffer.alloc(0))).toBe(true);
  });
});

describe('Ctrl-C', () => {
  test('finishes the letters in progress, says how many are left, and exits with 75', async () => {
    newsletter().configure('delivery: { rate: { perSecond: 8 } }');
    const server = await scripted();
    const running = newsletter().start(['send', '--yes'], { SMTP_URL: server.url });
    await expect.poll(() => server.accepted.length, { timeout: 30_000 }).toBeGreaterThan(2);
    running.child.kill('SIGINT');
    const { code, stderr } = await running.ended;
    const accepted = server.accepted.length;
    expect(accepted).toBeLessThan(25);
    expect(code, stderr).toBe(75);
    expect(stderr).toContain('Stopped, as you asked.');
    expect(stderr).toContain(`${25 - accepted} subscribers left.`);
    expect((await status()).states).toMatchObject({ accepted, planned: 25 - accepted, unknown: 0 });
    newsletter().change('broadsheet.config.ts', 'perSecond: 8', 'perSecond: 1000');
    expect((await send(server.url)).code).toBe(0);
    expect(server.accepted).toHaveLength(25);
  });

  test('pressed twice exits at once, and nothing is lost or repeated', async () => {
    const server = await scripted({
      script: ({ step, letter }) =>
        step === 'dot' && letter === 5 ? { then: 'stall' } : undefined,
    });
    const running = newsletter().start(['send', '--yes'], {
      SMTP_URL: `${server.url}?maxConnections=1`,
    });
    await expect.poll(() => server.unanswered.length, { timeout: 30_000 }).toBe(1);
    running.child.kill('SIGINT');
    await running.printed(/Stopping after the letters under way/);
    expect(running.child.exitCode, 'waits for the answer').toBeNull();
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(75);
    const again = await send(server.url);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('1 letter of an earlier sender may or may not have arrived');
    expect((await status()).states).toMatchObject({ accepted: 24, unknown: 1 });
    expect(server.accepted).toHaveLength(24);
  });
});

describe('following a run', () => {
  test('--log-file writes a JSON line per letter, without the password, and masks addresses', async () => {
    const { url } = await sink({
      refuse: (to) => (to === 'ada@example.com' ? [550, `5.7.1 <${to}> refused`] : undefined),
    });
    await send(url, '--log-file', 'run.jsonl', '--mask-addresses');
    const file = newsletter().path('run.jsonl');
    const text = readFileSync(file, 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; state?: string; address?: string });
    expect(lines.filter(({ event }) => event === 'outcome')).toHaveLength(25);
    expect(lines.find(({ state }) => state === 'rejected')?.address).toBe('a…@example.com');
    expect(text).not.toContain('ada@example.com');
    expect(statSync(file).mode & 0o077, 'for its owner alone').toBe(0);
  });

  test('status --failed lists who did not get the letter, and why', async () => {
    const { url } = await sink({
      refuse: (to) => (to === 'ada@example.com' ? [550, '5.7.1 not you'] : undefined),
    });
    await send(url);
    const { stdout } = await newsletter().run(['status', '--failed']);
    expect(stdout).toMatch(/ada@example\.com .*rejected .*550 5\.7\.1 not you/);
    expect(stdout).toContain('--only-failed');
    const { failed, domains } = await status('--failed');
    expect(failed).toEqual([
      expect.objectContaining({ address: 'ada@example.com', reason: '550 5.7.1 not you' }),
    ]);
    expect(domains[0]).toMatchObject({ domain: 'example.com' });
  });
});
