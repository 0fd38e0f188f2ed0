/** The mails of the site as bytes: like a letter, made for one person. */
import { domainOf } from '../base/address.ts';
import type { DkimKey } from '../dkim/key.ts';
import { letterSigner } from '../dkim/sign.ts';
import { formatAddress, formatPhrase, header, textHeader } from '../mime/write-header.ts';
import type { RenderedMail } from '../render/mail.ts';
import { smtpAddress } from '../subscribers/subscriber.ts';
import { dateField } from './fields.ts';
import { finishLetter, type Letter } from './letter.ts';
import { alternative } from './multipart.ts';
import type { Sender } from './recipient.ts';

const NO_SLOTS = { prefix: '\0', slots: [] };

/** What a mail says beside its texts. */
export interface MailFacts {
  readonly to: string;
  /** Unguessable, and the same at each attempt: the left part of the Message-ID. */
  readonly id: string;
  readonly date: Date;
  /** Where the recipient leaves by one click (RFC 8058). Absent if they are not on the list. */
  readonly unsubscribeUrl?: string | undefined;
}

/**
 * Composes a mail of the site, with a DKIM signature by each key. A program writes it, so it says
 * so (RFC 3834 5); the same facts make the same bytes.
 */
export async function composeMail(
  { subject, text, html }: RenderedMail,
  facts: MailFacts,
  sender: Pick<Sender, 'listId' | 'name' | 'from' | 'replyTo' | 'bounces'>,
  keys: readonly DkimKey[] = [],
): Promise<Letter> {
  const { type, pieces } = alternative({ text, html, slots: NO_SLOTS });
  const whole = Buffer.concat(pieces.filter((piece) => Buffer.isBuffer(piece)));
  // The empty line before the body belongs to the header.
  const body = whole.subarray('\r\n'.length);
  const messageId = `<${facts.id}@${domainOf(sender.from.email)}>`;
  const fields = fieldsOf(subject, messageId, facts, sender, type);
  const sign = letterSigner({ fields, ownFields: [], body: [body] }, keys);
  const head = Buffer.from(`${await sign([], [])}${fields}\r\n`);
  const from = returnPath(sender, facts.id);
  return finishLetter({ messageId, from, to: smtpAddress(facts.to), own: [head] }, [body]);
}

function fieldsOf(
  subject: string,
  messageId: string,
  { to, date, unsubscribeUrl }: MailFacts,
  { listId, name, from, replyTo }: Pick<Sender, 'listId' | 'name' | 'from' | 'replyTo'>,
  contentType: string,
): string {
  return [
    header('Message-ID', messageId),
    header('To', smtpAddress(to)),
    dateField(date),
    header('From', formatAddress(smtpAddress(from.email), from.name)),
    replyTo ? header('Reply-To', formatAddress(smtpAddress(replyTo.email), replyTo.name)) : '',
    textHeader('Subject', subject),
    header('Auto-Submitted', 'auto-generated'),
    header('List-Id', `${formatPhrase(name)} <${listId}>`),
    ...(unsubscribeUrl === undefined
      ? []
      : [
          header('List-Unsubscribe', `<${unsubscribeUrl}>`),
          header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click'),
        ]),
    header('MIME-Version', '1.0'),
    header('Content-Type', contentType),
  ].join('');
}

/** Where bounces of the mail go: to its own address if the newsletter has one for them. */
function returnPath({ from, bounces }: Pick<Sender, 'from' | 'bounces'>, id: string): string {
  if (bounces === undefined) return smtpAddress(from.email);
  const address = smtpAddress(bounces);
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${id}${address.slice(at)}`;
}
