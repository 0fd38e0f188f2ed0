/**
 * The letters of every contender: the sample edition, some 27 KB each, made out to subscribers
 * whose domains are shared out as on a real list.
 */
import { generateKeyPairSync } from 'node:crypto';
import type Mail from 'nodemailer/lib/mailer';
import { composeLetter, type Composed } from '../../src/letter/compose.ts';
import type { Sender } from '../../src/letter/recipient.ts';
import { parseSecrets } from '../../src/base/secrets.ts';
import { cutAtSlots, type SlotName } from '../../src/render/slots.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { render, sampleEdition, sampleSender } from '../../tests/support/sample.ts';

const FIRST = ['Ada', 'Ben', 'Chloé', 'Dmitri', 'Elif', 'Farid', 'Grace', 'Hana', 'Ivo', 'Jun'];
const LAST = ['Abbot', 'Berg', 'Costa', 'Diallo', 'Evans', 'Fischer', 'García', 'Hughes', 'Ito'];

/** Of a hundred subscribers; the others are with one of a thousand small domains. */
const DOMAINS: readonly (readonly [string, number])[] = [
  ['gmail.com', 40],
  ['yahoo.com', 14],
  ['outlook.com', 10],
  ['hotmail.com', 8],
  ['icloud.com', 8],
];

/** The subscriber of a number, always the same. */
export function subscriberAt(index: number): NewSubscriber {
  const firstName = FIRST[index % FIRST.length] ?? '';
  const lastName = LAST[index % LAST.length] ?? '';
  const email = `reader.${index}@${domainAt(index)}`;
  return { email, firstName, lastName, attributes: {} };
}

function domainAt(index: number): string {
  // 37 and 100 have no common factor: every hundred in a row has the shares, well mixed.
  let place = (index * 37) % 100;
  for (const [domain, share] of DOMAINS) {
    if (place < share) return domain;
    place -= share;
  }
  return `news${Math.floor(index / 7) % 1000}.example.com`;
}

/** The sample edition as we send it, with the headers and the return path of a bulk sender. */
export async function composeSample(): Promise<Composed> {
  const sender: Sender = {
    ...sampleSender(),
    bounces: 'bounces@example.com',
    unsubscribe: {
      url: 'https://news.example.com/u/{token}',
      secrets: parseSecrets('benchmark'.repeat(4)),
    },
  };
  return composeLetter(sampleEdition(), await render(), sender);
}

/** A key such as most senders sign with. */
export function rsaKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/**
 * The mail that nodemailer composes for a subscriber: the same text and HTML, filled by joining
 * strings, and the headers of a bulk sender, which cost it next to nothing to make.
 */
export async function mailMaker(): Promise<(index: number) => Mail.Options> {
  const edition = sampleEdition();
  const { html, text, slots } = await render(edition);
  const htmlPieces = cutAtSlots(html, slots);
  const textPieces = cutAtSlots(text, slots);
  return (index) => {
    const values = slotValues(index);
    const fill = (pieces: typeof htmlPieces) =>
      pieces.map((piece) => (typeof piece === 'string' ? piece : values(piece.name))).join('');
    return {
      ...headersFor(edition.subject, index, values),
      html: fill(htmlPieces),
      text: fill(textPieces),
    };
  };
}

function slotValues(index: number): (name: SlotName) => string {
  const { email, firstName = '', lastName = '' } = subscriberAt(index);
  // As long as ours, and cheaper: it has no HMAC.
  const unsubscribeUrl = `https://news.example.com/u/${String(index).padStart(57, 'u')}`;
  const name = `${firstName} ${lastName}`;
  const values: Readonly<Record<string, string>> = {
    email,
    firstName,
    lastName,
    name,
    unsubscribeUrl,
  };
  return (slot) => values[slot] ?? '';
}

function headersFor(
  subject: string,
  index: number,
  value: (name: SlotName) => string,
): Mail.Options {
  const token = String(index).padStart(22, 'i');
  return {
    from: { name: 'The Politics Briefing', address: 'briefing@example.com' },
    replyTo: 'desk@example.com',
    to: { name: value('name'), address: value('email') },
    envelope: { from: `bounces+${token}@example.com`, to: value('email') },
    subject,
    date: new Date('2023-06-14T10:00:00Z'),
    messageId: `<${token}@example.com>`,
    headers: {
      'List-Id': 'The Politics Briefing <the-politics-briefing.example.com>',
      'List-Unsubscribe': `<${value('unsubscribeUrl')}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'Feedback-ID': '2023-06-14-blinken-beijing:briefing:news:example',
    },
  };
}
