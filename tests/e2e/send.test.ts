import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storyTexts } from '../../src/article/story-texts.ts';
import { foldSpaces, visibleText } from '../../src/check/letter-text.ts';
import { typeset } from '../../src/render/typography.ts';
import { fullName, smtpAddress, type NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { sampleEdition } from '../support/sample.ts';
import { startSink, type SmtpSink } from '../support/smtp-sink.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';

const ID = '2023-06-14-blinken-beijing';
const LIST = 'content/subscribers.example.csv';

interface SendResult {
  readonly edition: string;
  readonly audience: number;
  readonly sent: number;
  readonly states: Readonly<Record<string, number>>;
}

let newsletter: Newsletter;
let sink: SmtpSink;

beforeEach(async () => {
  newsletter = makeNewsletter();
  sink = await startSink();
});
afterEach(async () => {
  await sink.close();
});

const result = (text: string) => JSON.parse(text) as SendResult;
const send = (...args: string[]) => newsletter.run(['send', ...args], { SMTP_URL: sink.url });

async function listed(): Promise<readonly NewSubscriber[]> {
  const { stdout } = await newsletter.run(['subscribers', 'list', '--json']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as NewSubscriber);
}

describe('send to a server', () => {
  test('delivers a complete, personal letter to every subscriber', async () => {
    expect((await newsletter.run(['subscribers', 'import', LIST])).code).toBe(0);
    const sent = await send('--yes', '--json');
    expect(sent.code, sent.stderr).toBe(0);
    expect(result(sent.stdout)).toMatchObject({
      edition: ID,
      audience: 25,
      sent: 25,
      states: { accepted: 25 },
    });

    const subscribers = await listed();
    expect(subscribers).toHaveLength(25);
    const { lead, subject } = sampleEdition();
    for (const subscriber of subscribers) {
      const address = smtpAddress(subscriber.email);
      const [letter, ...others] = sink.letters.filter(({ to }) => smtpAddress(to) === address);
      expect(others).toEqual([]);
      const mail = await PostalMime.parse(letter?.raw ?? '');
      expect(mail.to).toEqual([{ name: fullName(subscriber) ?? '', address }]);
      expect(mail.subject).toBe(subject);
      const html = visibleText(mail.html ?? '');
      const text = foldSpaces(mail.text ?? '');
      for (const sentence of storyTexts(lead).map(foldSpaces)) {
        expect(html).toContain(typeset(sentence, 'en-US'));
        expect(text).toContain(sentence);
      }
      const name = fullName(subscriber) ?? 'our reader';
      expect(html).toContain(`This copy is for ${name}, ${subscriber.email}.`);
      expect(text).toContain(`This copy is for ${name}, ${subscriber.email}.`);
      expect(`${mail.html ?? ''}${mail.text ?? ''}`).not.toMatch(
        /\{\{|undefined|\[object|slot[0-9a-f]{10}/,
      );
      expect(Buffer.byteLength(mail.html ?? '')).toBeLessThan(40_000);
      const longest = Math.max(
        ...(letter?.raw.toString('latin1').split('\r\n') ?? []).map((line) => line.length),
      );
      expect(longest).toBeLessThanOrEqual(998);
    }
  });

  test('sends nothing the second time, and says so', async () => {
    await newsletter.run(['subscribers', 'import', LIST]);
    await send('--yes');
    const again = await send('--yes', '--json');
    expect(result(again.stdout)).toMatchObject({ sent: 0, states: { accepted: 25 } });
    const said = await send('--yes');
    expect(said.code).toBe(0);
    expect(said.stdout).toContain('Nothing to send: all 25 subscribers already have');
    expect(sink.letters).toHaveLength(25);
  });

  test('gives the same Message-IDs from another database', async () => {
    const messageIds = () =>
      sink.letters.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw.toString('latin1'))?.[1]).sort();
    await newsletter.run(['subscribers', 'import', LIST]);
    await send('--yes');
    const first = messageIds();
    sink.letters.splice(0);
    const elsewhere = { BROADSHEET_DATA: 'elsewhere', SMTP_URL: sink.url };
    await newsletter.run(['subscribers', 'import', LIST], elsewhere);
    await newsletter.run(['send', '--yes'], elsewhere);
    expect(messageIds()).toEqual(first);
    expect(new Set(first).size).toBe(25);
  });

  test("sends nothing if it can't ask for a confirmation", async () => {
    await newsletter.run(['subscribers', 'import', LIST]);
    const asked = await send();
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('Pass --yes');
    expect(sink.letters).toEqual([]);
  });

  test('never imports the sample list', async () => {
    const refused = await send('--yes');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('The list is empty.');
    expect(sink.letters).toEqual([]);
  });

  test('writes the letters of a dry run and sends none', async () => {
    await newsletter.run(['subscribers', 'import', LIST]);
    const dry = await send('--dry-run');
    expect(dry.code).toBe(0);
    expect(readdirSync(newsletter.path('dist', ID, 'dry-run'))).toHaveLength(25);
    expect(sink.letters).toEqual([]);
    expect(result((await send('--yes', '--json')).stdout).sent).toBe(25);
  });

  test('replaces the letters of an earlier dry run', async () => {
    await newsletter.run(['subscribers', 'import', LIST]);
    await send('--dry-run');
    await newsletter.run(['subscribers', 'remove', 'ada@example.com']);
    await send('--dry-run');
    expect(readdirSync(newsletter.path('dist', ID, 'dry-run'))).toHaveLength(24);
  });

  test("writes the letters of a dry run to a temporary folder if dist/ can't be written", async () => {
    await newsletter.run(['subscribers', 'import', LIST]);
    newsletter.write('dist', 'not a folder');
    const dry = await send('--dry-run');
    expect(dry.code).toBe(0);
    const [, folder = ''] = / to (\/.*\/broadsheet-\w+)\/$/m.exec(dry.stdout) ?? [];
    expect(readdirSync(folder)).toHaveLength(25);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    rmSync(folder, { recursive: true });
  });

  test('refuses an edition that changed during its run', async () => {
    await newsletter.run(['subscribers', 'import', LIST]);
    await sink.close();
    sink = await startSink({
      refuse: (address) => (address === 'ada@example.com' ? [450, 'later'] : undefined),
    });
    newsletter.configure('delivery: { retry: { patienceMinutes: 0 } }');
    expect((await send('--yes')).code).toBe(75);
    const source = readFileSync(newsletter.path('content', `${ID}.txt`), 'utf8');
    newsletter.write(`content/${ID}.txt`, source.replace('Beijing this week', 'Beijing next week'));
    const refused = await send('--yes');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('has changed since its sending began');
    expect(sink.letters).toHaveLength(24);
  });

  test('marks nothing as sent if there is no server, and names the remedy', async () => {
    await newsletter.run(['subscribers', 'import', LIST]);
    await sink.close();
    const failed = await send('--yes');
    expect(failed.code).toBe(75);
    expect(failed.stderr).toMatch(/Can't use the SMTP server 127\.0\.0\.1:\d+: .*ECONNREFUSED/);
    expect(failed.stderr).toContain('Nothing was sent. Check SMTP_URL');
    const { stdout } = await newsletter.run(['status', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ edition: ID, audience: null, states: null });
    sink = await startSink();
    expect(result((await send('--yes', '--json')).stdout).sent).toBe(25);
  });
});

describe('send to the mailbox', () => {
  test('imports the sample list into an empty one and keeps 25 letters, and sends none the second time', async () => {
    const first = await newsletter.run(['send']);
    expect(first.code, first.stderr).toBe(0);
    expect(first.stderr).toContain('imported 25 sample subscribers');
    expect(first.stdout).toContain('caught 25 letters of 2023-06-14-blinken-beijing.');
    expect(readdirSync(newsletter.path('.broadsheet', 'mailbox', 'new'))).toHaveLength(25);

    const second = await newsletter.run(['send']);
    expect(second.code).toBe(0);
    expect(second.stdout).toContain('Nothing to send');
    expect(readdirSync(newsletter.path('.broadsheet', 'mailbox', 'new'))).toHaveLength(25);
  });

  test('keeps messages that can be read', async () => {
    await newsletter.run(['send']);
    const list = await newsletter.run(['mailbox']);
    expect(list.stdout.trim().split('\n')).toHaveLength(25);
    const shown = await newsletter.run(['mailbox', 'show', 'noa@example.com']);
    expect(shown.stdout).toContain('To:      נועה לדוגמה <noa@example.com>');
    expect((await newsletter.run(['mailbox', 'show', '1', '--raw'])).stdout).toMatch(
      /^Message-ID: /m,
    );
    const missing = await newsletter.run(['mailbox', 'show', '26']);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('the mailbox has 25 messages');
  });

  test('keeps its data in BROADSHEET_DATA', async () => {
    await newsletter.run(['send'], { BROADSHEET_DATA: 'kept/here' });
    expect(readdirSync(newsletter.path('kept', 'here', 'mailbox', 'new'))).toHaveLength(25);
    expect(existsSync(newsletter.path('.broadsheet'))).toBe(false);
  });

  test.each(['', ' '])(
    'keeps its data in .broadsheet/ if BROADSHEET_DATA is "%s"',
    async (empty) => {
      await newsletter.run(['send'], { BROADSHEET_DATA: empty });
      expect(readdirSync(newsletter.path('.broadsheet')).sort()).toContain('mailbox');
      expect(existsSync(newsletter.path('broadsheet.sqlite'))).toBe(false);
    },
  );
});

test('status shows the states of an edition', async () => {
  expect((await newsletter.run(['status'])).stdout).toBe(`${ID} has not been sent.\n`);
  await newsletter.run(['subscribers', 'import', LIST]);
  await send('--yes');
  const { stdout } = await newsletter.run(['status']);
  expect(stdout).toContain(`${ID}, to 25 subscribers:\n  25  accepted`);
  expect(stdout).toMatch(/example\.net +7\n/);
});
