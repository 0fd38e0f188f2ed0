import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { headerValue, readHeader } from '../../src/mime/read-header.ts';
import { composeLetter } from '../../src/letter/compose.ts';
import { letterMaker, personalise, spliceLetter } from '../../src/letter/letter.ts';
import { readerUrls, subscriptionId, type Sender } from '../../src/letter/recipient.ts';
import { parseSecrets } from '../../src/base/secrets.ts';
import { readToken } from '../../src/letter/token.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { UserError } from '../../src/base/user-error.ts';
import { render, sampleEdition, sampleSender } from '../support/sample.ts';

const edition = sampleEdition();
const rendered = await render(edition);
const secrets = parseSecrets('0123456789abcdef0123456789abcdef');
const plain = sampleSender();
const bulk: Sender = {
  ...plain,
  unsubscribe: { url: 'https://news.example.com/u/{token}', secrets },
  bounces: 'bounces@bücher.example.org',
  idempotencyHeader: 'X-Idempotency-Key',
};
const ada: NewSubscriber = { email: 'ada@example.com', name: 'Ada Lovelace', attributes: {} };
const grace: NewSubscriber = { email: 'grace@example.com', name: 'Grace Hopper', attributes: {} };

const unsubscribeUrl = (...of: Parameters<typeof readerUrls>) => readerUrls(...of).unsubscribe;
const letterOf = (sender: Sender, subscriber = ada, of = edition) =>
  spliceLetter(composeLetter(of, rendered, sender), subscriber);
const rawOf = (...of: Parameters<typeof letterOf>) =>
  Buffer.concat(letterOf(...of).chunks).toString('utf8');
const headOf = (...of: Parameters<typeof letterOf>) => rawOf(...of).split('\r\n\r\n')[0] ?? '';
const valueOf = (name: string, head: string) => headerValue(readHeader(head), name);

describe('a letter with an unsubscribe URL', () => {
  const head = headOf(bulk);

  test('offers one-click unsubscribe with exactly the fields of RFC 8058', () => {
    expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    const [, token, mail] =
      /^<https:\/\/news\.example\.com\/u\/([^>]+)>, <(mailto:[^>]+)>$/.exec(
        valueOf('List-Unsubscribe', head) ?? '',
      ) ?? [];
    expect(readToken('reader', token ?? '', bulk.listId, secrets)).toBe(
      subscriptionId(bulk.listId, ada),
    );
    expect(mail).toBe(unsubscribeUrl(plain, ada));
  });

  test('has the same URL in the header and in both parts', () => {
    const url = unsubscribeUrl(bulk, ada);
    const { html, text } = personalise(rendered, bulk, ada);
    expect(valueOf('List-Unsubscribe', head)).toContain(`<${url}>`);
    expect(html).toContain(`href="${url}"`);
    expect(text).toContain(`${url}\n`);
    expect(`${html}${text}`).not.toContain('subject=unsubscribe');
  });

  test('does not show the subscriber’s address in other header fields than To', () => {
    expect(head.replace(/^To:.*$/m, '')).not.toMatch(/ada|lovelace/i);
  });

  test('has another content hash with another URL, but not with another secret', () => {
    const hash = (unsubscribe: Sender['unsubscribe']) =>
      composeLetter(edition, rendered, { ...bulk, unsubscribe }).contentHash;
    const before = hash({ url: 'https://news.example.com/u/{token}', secrets });
    expect(hash({ url: 'https://news.example.com/v/{token}', secrets })).not.toBe(before);
    const rotated = [...parseSecrets('x'.repeat(32)), ...secrets];
    expect(hash({ url: 'https://news.example.com/u/{token}', secrets: rotated })).toBe(before);
  });
});

describe('a letter without an unsubscribe URL', () => {
  test('has an unsubscribe address, and does not offer one click', () => {
    const head = headOf(plain);
    expect(valueOf('List-Unsubscribe', head)).toBe(`<${unsubscribeUrl(plain, ada)}>`);
    expect(unsubscribeUrl(plain, ada)).toMatch(/^mailto:desk@example\.com\?subject=/);
    expect(head).not.toMatch(/List-Unsubscribe-Post/i);
  });

  test('escapes the email address in its mailto URL', () => {
    const url = unsubscribeUrl({ ...plain, replyTo: { email: 'a?b&c%d@bücher.example' } }, ada);
    expect(url).toMatch(/^mailto:a%3Fb%26c%25d@xn--bcher-kva\.example\?subject=unsubscribe%20/);
  });
});

describe('Feedback-ID', () => {
  const feedbackId = (...of: Parameters<typeof letterOf>) => valueOf('Feedback-ID', headOf(...of));

  test('has campaign, list, type and sender, the same for everybody', () => {
    const mine = feedbackId(bulk, ada);
    expect(mine).toMatch(
      /^2023-06-14-blinken-beijing:the-politics-briefing\.example\.com:newsletter:[0-9a-f]{12}$/,
    );
    expect(feedbackId(bulk, grace)).toBe(mine);
  });

  test.each(['2023-06-14:a:b', '2023-06-14 Ärger\r\nBcc: x', `2023-06-14-${'x'.repeat(300)}`])(
    'has four parts for the edition %j',
    (id) => {
      const value = feedbackId(bulk, ada, { ...edition, id });
      expect(value?.split(':')).toHaveLength(4);
      expect(value).toMatch(/^2023-06-14[\w.:-]+$/);
    },
  );
});

describe('the return path', () => {
  test('is the letter’s own address at `bounces`, with the domain as A-labels', () => {
    const { messageId, envelope } = letterOf(bulk);
    const id = messageId.slice(1, messageId.indexOf('@'));
    expect(envelope.from).toBe(`bounces+${id}@xn--bcher-kva.example.org`);
    expect(letterOf(bulk, grace).envelope.from).not.toBe(envelope.from);
  });

  test('is the sender without `bounces`, with domains as A-labels in the header too', () => {
    const sender = { ...plain, from: { name: 'Bücher', email: 'news@bücher.example' } };
    expect(letterOf(sender).envelope.from).toBe('news@xn--bcher-kva.example');
    const from = valueOf('From', headOf({ ...sender, replyTo: { email: 'x@bücher.example' } }));
    expect(from).toMatch(/<news@xn--bcher-kva\.example>$/);
    expect(rawOf(sender).split('\r\n\r\n')[0]).toMatch(/^[\x20-\x7e\r\n]*$/);
  });

  test('can’t be made of an address that is too long', () => {
    const at = (length: number) => ({ ...bulk, bounces: `${'b'.repeat(length)}@example.com` });
    expect(letterOf(at(41)).envelope.from.indexOf('@')).toBe(64);
    expect(() => letterOf(at(42))).toThrow(UserError);
  });
});

describe('the idempotency header', () => {
  test('has the letter’s opaque id, and the name that is set', () => {
    const { messageId } = letterOf(bulk);
    const id = messageId.slice(1, messageId.indexOf('@'));
    expect(valueOf('X-Idempotency-Key', headOf(bulk))).toBe(id);
    expect(headOf(plain)).not.toMatch(/idempotency/i);
  });

  test.each(['From', 'subject', 'BCC', 'List-Unsubscribe-Post', 'DKIM-Signature', 'Content-Type'])(
    'cannot be %s',
    (idempotencyHeader) => {
      expect(() => letterOf({ ...plain, idempotencyHeader })).toThrow(UserError);
    },
  );
});

describe('the header of a letter', () => {
  const hostile: NewSubscriber = {
    email: `${'l'.repeat(64)}@bücher.example.org`,
    name: `"Eve"\r\nBcc: victim@example.com\0 ${'花'.repeat(300)} ${'word '.repeat(200)}`,
    attributes: {},
  };
  const blocks = [ada, hostile].flatMap((reader) =>
    [plain, bulk].map((sender) => headOf(sender, reader)),
  );

  test.each(['From', 'To', 'Subject', 'Date', 'Message-ID', 'List-Id', 'List-Unsubscribe'])(
    'has exactly one %s',
    (name) => {
      for (const head of blocks) {
        expect(readHeader(head).filter((field) => field.name === name)).toHaveLength(1);
      }
    },
  );

  test('has only short lines with CRLF, which are fields or their continuation', () => {
    for (const line of blocks.flatMap((head) => head.split('\r\n'))) {
      expect(line).toMatch(/^(?:[A-Za-z-]+:| \S)[\x20-\x7e]*$/);
      expect(line.length).toBeLessThanOrEqual(998);
      expect(line).not.toMatch(/^Bcc/i);
    }
  });

  test('has neither Auto-Submitted nor Precedence', () => {
    expect(blocks.filter((head) => /^Auto-Submitted:|^Precedence:/im.test(head))).toEqual([]);
  });

  test('is read by postal-mime as it was written', async () => {
    const mail = await PostalMime.parse(rawOf(bulk));
    expect(mail.to).toEqual([{ name: 'Ada Lovelace', address: 'ada@example.com' }]);
    expect(mail.subject).toBe(edition.subject);
  });
});

test('a letter has at most 8 chunks, and the same bytes from letterMaker and spliceLetter', async () => {
  const composed = composeLetter(edition, rendered, bulk);
  const made = await letterMaker(composed)(ada);
  expect(made.chunks.length).toBeLessThanOrEqual(8);
  expect(Buffer.concat(made.chunks).toString('utf8')).toBe(rawOf(bulk));
  expect(made.size).toBe(Buffer.concat(made.chunks).length);
  expect(rawOf(bulk).split('\r\n\r\n')[1]).toMatch(/^--bs-/);
});
