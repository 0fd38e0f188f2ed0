import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { readHeader } from '../../src/mime/read-header.ts';
import { composeLetter } from '../../src/letter/compose.ts';
import { personalise, spliceLetter } from '../../src/letter/letter.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { render, sampleConfig, sampleEdition, sampleSender } from '../support/sample.ts';

const edition = sampleEdition();
const rendered = await render(edition);
const sender = sampleSender();
const composed = composeLetter(edition, rendered, sender);

const bytes = (subscriber: NewSubscriber) =>
  Buffer.concat(spliceLetter(composed, subscriber).chunks);
const ada: NewSubscriber = {
  email: 'ada@example.com',
  firstName: 'Ada',
  lastName: 'Lovelace',
  attributes: {},
};

const value = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.replace(/\p{C}/gu, '').toWellFormed().replace(/\s+/gu, ' ').trim() || 'x');

/** The decoder adds the line break before a boundary to the part. */
const received = (part: string | undefined) => part?.replace(/\n$/, '');

describe('a letter', () => {
  test('has exactly one of each required header field', () => {
    const names = readHeader(bytes(ada)).map(({ name }) => name);
    for (const name of [
      'From',
      'To',
      'Subject',
      'Date',
      'Message-ID',
      'List-Id',
      'List-Unsubscribe',
      'MIME-Version',
      'Reply-To',
      'Content-Type',
    ]) {
      expect(names.filter((each) => each === name)).toEqual([name]);
    }
  });

  test('has the header fields of its edition', async () => {
    const mail = await PostalMime.parse(bytes(ada));
    expect(mail.from).toEqual({ name: 'The Politics Briefing', address: 'briefing@example.com' });
    expect(mail.subject).toBe(edition.subject);
    expect(mail.to).toEqual([{ name: 'Ada Lovelace', address: 'ada@example.com' }]);
    expect(mail.date).toBe('2023-06-14T10:00:00.000Z');
    const headers = Object.fromEntries(mail.headers.map(({ key, value: text }) => [key, text]));
    expect(headers['list-id']).toBe('The Politics Briefing <the-politics-briefing.example.com>');
    expect(headers['list-unsubscribe']).toMatch(
      /^<mailto:desk@example\.com\?subject=unsubscribe%20[\w-]{22}>$/,
    );
  });

  test('has the rendered parts with the slots filled', async () => {
    const mail = await PostalMime.parse(bytes(ada));
    const parts = personalise(rendered, sender, ada);
    expect(received(mail.html)).toBe(parts.html);
    expect(received(mail.text)).toBe(parts.text);
    expect(parts.text).toContain('This copy is for Ada Lovelace, ada@example.com.');
  });

  test('is whole for any name, in short CRLF lines without a leading dot', async () => {
    await fc.assert(
      fc.asyncProperty(value, async (name) => {
        const subscriber = { email: 'ada@example.com', name, attributes: {} };
        const raw = bytes(subscriber);
        const mail = await PostalMime.parse(raw);
        const parts = personalise(rendered, sender, subscriber);
        expect(mail.to).toEqual([{ name, address: 'ada@example.com' }]);
        expect(received(mail.html)).toBe(parts.html);
        expect(received(mail.text)).toBe(parts.text);
        const lines = raw.toString('latin1').split('\r\n');
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
        expect(lines.some((line) => line.startsWith('.') || /[\r\n]/.test(line))).toBe(false);
      }),
      { numRuns: 40 },
    );
  });

  test('has the same bytes each time, and others for another subscriber', () => {
    expect(bytes(ada).equals(bytes({ ...ada }))).toBe(true);
    expect(bytes(ada).equals(bytes({ ...ada, email: 'grace@example.com' }))).toBe(false);
  });

  test('has a Message-ID that depends only on edition and address, and hides the address', () => {
    const { messageId } = spliceLetter(composed, ada);
    expect(messageId).toMatch(/^<[\w-]{22}@example\.com>$/);
    expect(
      spliceLetter(composed, { email: 'ADA@Example.com', attributes: { x: 'y' } }).messageId,
    ).toBe(messageId);
    const next = composeLetter({ ...edition, id: '2023-06-15-next' }, rendered, sender);
    expect(spliceLetter(next, ada).messageId).not.toBe(messageId);
  });

  test('is addressed to the A-labels of an internationalised domain', async () => {
    const letter = spliceLetter(composed, { email: 'leser@bücher.example.org', attributes: {} });
    expect(letter.envelope).toEqual({
      from: 'briefing@example.com',
      to: 'leser@xn--bcher-kva.example.org',
    });
    const mail = await PostalMime.parse(Buffer.concat(letter.chunks));
    expect(mail.text).toContain('leser@bücher.example.org');
  });

  test('states its size', () => {
    expect(spliceLetter(composed, ada).size).toBe(bytes(ada).length);
  });

  test('shows a name with markup as text', () => {
    const name = `<script>alert(1)</script>"'&`;
    const { html, text } = personalise(rendered, sender, { ...ada, name });
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#38;');
    expect(text).toContain(name);
  });
});

describe('the content hash', () => {
  test('is the same for the same edition', () => {
    expect(composeLetter(edition, rendered, sender).contentHash).toBe(composed.contentHash);
  });

  test.each([
    ['the subject', () => composeLetter({ ...edition, subject: 'Other' }, rendered, sender)],
    ['the text', () => composeLetter(edition, { ...rendered, text: `${rendered.text}.` }, sender)],
    ['the HTML', () => composeLetter(edition, { ...rendered, html: `${rendered.html} ` }, sender)],
    [
      'the sender',
      () =>
        composeLetter(
          edition,
          rendered,
          sampleSender(sampleConfig({ replyTo: 'other@example.com' })),
        ),
    ],
    [
      'the fallback of a slot',
      () =>
        composeLetter(
          edition,
          {
            ...rendered,
            slots: {
              ...rendered.slots,
              slots: rendered.slots.slots.map((slot) => ({ ...slot, fallback: 'friend' })),
            },
          },
          sender,
        ),
    ],
  ])('changes with %s', (_, compose) => {
    expect(compose().contentHash).not.toBe(composed.contentHash);
  });
});
