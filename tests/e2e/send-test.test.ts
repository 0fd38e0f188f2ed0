import { describe, expect, test } from 'vitest';
import PostalMime from 'postal-mime';
import { scripted, sink } from '../support/test-servers.ts';
import { useSending, newsletter } from './sending.ts';

useSending();

const ID = '2023-06-14-blinken-beijing';
const testTo = (address: string, url?: string) =>
  newsletter().run(['send', '--test', address], url === undefined ? {} : { SMTP_URL: url });

describe('send --test', () => {
  test('sends one letter, marked as a test, and records nothing in the ledger', async () => {
    const { url, letters } = await sink();
    const sent = await testTo('editor@example.com', url);
    expect(sent.code, sent.stderr).toBe(0);
    expect(letters.map(({ to }) => to)).toEqual(['editor@example.com']);
    const mail = await PostalMime.parse(letters[0]?.raw ?? '');
    expect(mail.subject).toMatch(/^\[Test\] Blinken reschedules/);
    expect(mail.html).toContain('<title>[Test] Blinken');
    expect((await newsletter().run(['status'])).stdout).toContain(`${ID} has not been sent.`);
  });

  test('uses another Message-ID than the letter, so that it is not discarded as a duplicate', async () => {
    const { url, letters } = await sink();
    await testTo('ada@example.com', url);
    await testTo('ada@example.com', url);
    await newsletter().run(['send', '--yes'], { SMTP_URL: url });
    const ids = letters
      .filter(({ to }) => to === 'ada@example.com')
      .map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw.toString())?.[1]);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(3);
  });

  test('sends to the built-in mailbox if no server is set', async () => {
    expect((await testTo('editor@example.com')).stdout).toContain('the built-in mailbox');
    expect((await newsletter().run(['mailbox'])).stdout).toContain('[Test]');
  });

  test.each(['', 'nobody', 'a@example.com, b@example.com', 'a@example.com\r\nBcc: b@example.com'])(
    '"%s" is not a valid address',
    async (address) => {
      const { url, letters } = await sink();
      const refused = await testTo(address, url);
      expect(refused.code).toBe(2);
      expect(letters).toEqual([]);
    },
  );

  test("exits with 1 and the server's reply if it is refused", async () => {
    const server = await scripted({
      script: ({ step }) => (step === 'rcpt' ? { reply: '550 5.1.1 nobody here' } : undefined),
    });
    const refused = await testTo('editor@example.com', server.url);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('550 5.1.1 nobody here');
  });
});
