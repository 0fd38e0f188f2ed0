import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { SAMPLE_LIST } from '../support/newsletter.ts';
import { sink } from '../support/test-servers.ts';
import { newsletter, send, useSending } from './sending.ts';

const ID = '2023-06-14-blinken-beijing';

useSending();

describe('a trial in the built-in mailbox', () => {
  test('does not count as a delivery: a server gets every letter afterwards', async () => {
    expect((await newsletter().run(['send'])).code).toBe(0);
    const { url, letters } = await sink();
    const sent = await send(url);
    expect(sent.code, sent.stderr).toBe(0);
    expect(sent.stdout).toContain(`Sent ${ID} to 25 subscribers.`);
    expect(letters).toHaveLength(25);
    expect((await send(url)).stdout).toContain('Nothing to send: all 25 subscribers already have');
    expect(letters).toHaveLength(25);
  });

  test('says that nobody has received it, and the second time that the mailbox has it', async () => {
    const first = await newsletter().run(['send']);
    expect(first.stdout).toContain(
      `Trial: the built-in mailbox caught 25 letters of ${ID}. Nobody has received it.`,
    );
    const second = await newsletter().run(['send']);
    expect(second.code).toBe(0);
    expect(second.stdout).toContain(
      `Nothing to send: the built-in mailbox already has ${ID} for all 25 subscribers.`,
    );
  });

  test('can follow a delivery, which stays unchanged', async () => {
    const { url } = await sink();
    await send(url);
    expect((await newsletter().run(['send'])).stdout).toContain('caught 25 letters');
    const { stdout } = await newsletter().run(['status', '--json']);
    const both = { audience: 25, states: { accepted: 25 } };
    expect(JSON.parse(stdout)).toMatchObject({ ...both, trial: both });
  });

  test('is separate in the status, with and without a delivery', async () => {
    await newsletter().run(['send']);
    const alone = await newsletter().run(['status']);
    expect(alone.stdout).toContain(`${ID} has not been sent to readers.\n`);
    expect(alone.stdout).toContain('Trial in the built-in mailbox, for 25 subscribers:');
    expect(alone.stdout).toContain('25  accepted  caught by the built-in mailbox');
    expect(JSON.parse((await newsletter().run(['status', '--json'])).stdout)).toMatchObject({
      audience: null,
      states: null,
      trial: { audience: 25, states: { accepted: 25 } },
    });
    const { url } = await sink();
    await send(url);
    const both = await newsletter().run(['status']);
    expect(both.stdout).toMatch(/^2023-06-14-blinken-beijing, to 25 subscribers:\n/);
    expect(both.stdout).toContain('25  accepted  accepted by the mail server');
    expect(both.stdout).toContain('Trial in the built-in mailbox, for 25 subscribers:');
  });

  test('works on a CI runner, whose summary calls it a trial', async () => {
    const summary = newsletter().path('summary');
    const { code } = await newsletter().run(['send'], { CI: 'true', GITHUB_STEP_SUMMARY: summary });
    expect(code).toBe(0);
    const told = readFileSync(summary, 'utf8');
    expect(told).toContain(`### ${ID}: a trial in the built-in mailbox. Nobody has received it`);
    expect(told).toContain('| accepted | 25 | caught by the built-in mailbox |');
  });

  test('is refused with --due, which sends to readers', async () => {
    newsletter().configure("schedule: { at: '06:00' }");
    for (const env of [{}, { CI: '' }, { CI: '', SMTP_URL: ' ' }]) {
      const refused = await newsletter().run(['send', '--due'], env);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toContain(
        'SMTP_URL is not set, but `send --due` needs a mail server.',
      );
      expect(refused.stderr).toContain('Set SMTP_URL to your mail server.');
    }
  });

  test('is refused if .env is UTF-16, as written by Windows PowerShell', async () => {
    const { url, letters } = await sink();
    newsletter().write('.env', Buffer.from(`\ufeffSMTP_URL=${url}\r\n`, 'utf16le'));
    const refused = await newsletter().run(['send', '--yes']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("is not UTF-8 but UTF-16, so its settings can't be read.");
    expect(letters).toEqual([]);
  });
});

describe.skipIf(!HAS_POSTGRES)('with DATABASE_URL', () => {
  const postgres = usePostgres();

  test("SMTP_URL must be set, so that letters in the mailbox don't count as delivered", async () => {
    const env = { DATABASE_URL: await postgres.url() };
    await newsletter().run(['subscribers', 'import', SAMPLE_LIST], env);
    const refused = await newsletter().run(['send', '--yes'], env);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('SMTP_URL is not set, but DATABASE_URL is: letters are meant');
    const { stdout } = await newsletter().run(['status', '--json'], env);
    expect(JSON.parse(stdout)).toMatchObject({ audience: null, states: null });
    const dry = await newsletter().run(['send', '--dry-run'], env);
    expect(dry.code, dry.stderr).toBe(0);
    expect(dry.stdout).toContain('Wrote 25 letters that would be sent');
  });
});
