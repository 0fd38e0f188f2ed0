import { describe, expect, test } from 'vitest';
import type { Problem } from '../../src/base/problem.ts';
import { checkLetter } from '../../src/check/check.ts';
import { MAIL_KINDS } from '../../src/config/mails/phrases.ts';
import { composeMail, type MailFacts } from '../../src/letter/site-mail.ts';
import { ED25519_KEY, RSA_KEY, verdicts } from '../dkim/signing-keys.ts';
import { sampleConfig, sampleEdition, sampleSender } from '../support/sample.ts';
import { sampleMail } from '../support/sample-mails.ts';

const FACTS: MailFacts = {
  to: 'ada@bücher.example.com',
  id: 'abcdefghijklmnopqrstuv',
  date: new Date('2023-06-14T10:00:00Z'),
};

async function bytesOf(facts: Partial<MailFacts> = {}, keys = [RSA_KEY, ED25519_KEY]) {
  const letter = await composeMail(
    await sampleMail('confirm'),
    { ...FACTS, ...facts },
    sampleSender(),
    keys,
  );
  return Buffer.concat(letter.chunks);
}

describe('a mail of the site, composed', () => {
  test('says that a program wrote it and of which list, and has nothing to unsubscribe', async () => {
    const head = (await bytesOf()).toString('latin1').split('\r\n\r\n')[0] ?? '';
    expect(head).toContain('\r\nAuto-Submitted: auto-generated\r\n');
    expect(head).toContain('List-Id: The Politics Briefing <');
    expect(head).toContain('Message-ID: <abcdefghijklmnopqrstuv@example.com>');
    expect(head).toContain('To: ada@xn--bcher-kva.example.com');
    expect(head).not.toMatch(/^(?:List-Unsubscribe|Feedback-ID|Precedence)/m);
  });

  test('can be left by one click if its recipient is on the list', async () => {
    const raw = await bytesOf({ unsubscribeUrl: 'https://letters.example.com/u/token' });
    expect(raw.toString('latin1')).toContain(
      'List-Unsubscribe: <https://letters.example.com/u/token>\r\n' +
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n',
    );
    expect(await verdicts(raw)).toEqual(['rsa2026 pass', 'ed2026 pass']);
  });

  test('verifies with each key, and not with a changed body or Auto-Submitted', async () => {
    const raw = await bytesOf();
    expect(await verdicts(raw)).toEqual(['rsa2026 pass', 'ed2026 pass']);
    const changed = raw.toString('latin1').replace('auto-generated', 'no');
    expect(await verdicts(Buffer.from(changed, 'latin1'))).not.toContain('rsa2026 pass');
    const other = raw.toString('latin1').replace('3 days', '9 days');
    expect(await verdicts(Buffer.from(other, 'latin1'))).not.toContain('rsa2026 pass');
  });

  test('has the same bytes at each attempt', async () => {
    expect(await bytesOf()).toEqual(await bytesOf());
  });

  test('sends its bounces to a separate address', async () => {
    const sender = { ...sampleSender(), bounces: 'bounces@example.com' };
    const letter = await composeMail(await sampleMail('welcome'), FACTS, sender);
    expect(letter.envelope).toEqual({
      from: 'bounces+abcdefghijklmnopqrstuv@example.com',
      to: 'ada@xn--bcher-kva.example.com',
    });
  });

  test.each(['morning', 'wire'])('passes the checks of letters in the theme %s', async (name) => {
    const config = sampleConfig({ theme: { name } });
    for (const [lang, locale] of [
      ['en', 'en-US'],
      ['de', 'de'],
      ['ar', 'ar'],
      ['he', 'he'],
      ['ja', 'ja'],
      ['tr', 'tr'],
    ] as const) {
      for (const kind of MAIL_KINDS) {
        const mail = await sampleMail(kind, lang, config);
        const { chunks } = await composeMail(mail, FACTS, sampleSender());
        const problems = checkLetter({
          edition: { ...sampleEdition(), subject: mail.subject, preheader: preheaderOf(mail.html) },
          config: { ...config, locale },
          html: mail.html,
          text: mail.text,
          raw: Buffer.concat(chunks),
          urls: { unsubscribe: 'https://letters.example.com/' },
          real: false,
        });
        expect(problems.filter((each) => !isOfLetters(each))).toEqual([]);
      }
    }
  });
});

/**
 * Whether a problem is about the story or the footer of a letter. The preheader of a short mail is
 * its first sentence, and its link has a token for its one question.
 */
function isOfLetters({ code, severity, detail }: Problem): boolean {
  return (
    severity === 'note' ||
    code === 'letter/story-lost' ||
    code === 'letter/unsubscribe' ||
    code === 'link/reader' ||
    (code === 'letter/preheader' && detail === 'it is in the text part')
  );
}

function preheaderOf(html: string): string {
  return /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? '';
}
