import { domainOf } from '../base/address.ts';
import { hash } from 'node:crypto';
import type { Edition } from '../edition/edition.ts';
import { fullName, smtpAddress, type NewSubscriber } from '../subscribers/subscriber.ts';
import { UserError } from '../base/user-error.ts';
import { formatAddress, formatPhrase, header, textHeader } from '../mime/write-header.ts';
import { isOneClick, type Addressing, type Sender } from './recipient.ts';

const LONGEST_LOCAL_PART = 64;
const OPAQUE_ID_LENGTH = 22;

/** Fields that a letter has, or that would redirect it; none can be the idempotency header. */
const TAKEN =
  /^(from|sender|reply-to|to|cc|bcc|subject|date|message-id|return-path|received|feedback-id|mime-version|dkim-signature|list-.*|content-.*)$/i;

/**
 * Writes the header fields that are the same in every letter, but for the Date. Auto-Submitted is
 * not among them: people write an edition, and responders ignore mail with a List-Id (RFC 3834 2).
 */
export function editionFields(edition: Edition, sender: Sender, contentType: string): string {
  const { from, replyTo, listId, name, unsubscribe } = sender;
  const oneClick = unsubscribe !== undefined && isOneClick(unsubscribe);
  return [
    header('From', formatAddress(smtpAddress(from.email), from.name)),
    replyTo ? header('Reply-To', formatAddress(smtpAddress(replyTo.email), replyTo.name)) : '',
    textHeader('Subject', edition.subject),
    header('List-Id', `${formatPhrase(name)} <${listId}>`),
    oneClick ? header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click') : '',
    header('Feedback-ID', feedbackId(edition.id, sender)),
    header('MIME-Version', '1.0'),
    header('Content-Type', contentType),
  ].join('');
}

/** Writes the Date field (RFC 5322 3.6.1). */
export function dateField(date: Date): string {
  return header('Date', date.toUTCString().replace('GMT', '+0000'));
}

/** The signed fields whose values differ from letter to letter, in the order of the header. */
export const OWN_FIELDS = ['Message-ID', 'To', 'List-Unsubscribe'] as const;

/** Writes the header fields of one letter, in the order of OWN_FIELDS. */
export function ownFields(
  { messageId, to, unsubscribe }: Addressing,
  subscriber: NewSubscriber,
): readonly string[] {
  const unsubscribeUrls = unsubscribe.map((url) => `<${url}>`).join(', ');
  const values = [messageId, formatAddress(to, fullName(subscriber)), unsubscribeUrls];
  return OWN_FIELDS.map((name, index) => header(name, values[index] ?? ''));
}

/** Throws UserError if the sender's settings would break every letter. */
export function refuseUnusable({ bounces, idempotencyHeader }: Sender): void {
  if (idempotencyHeader !== undefined && TAKEN.test(idempotencyHeader)) {
    throw new UserError(
      `delivery.idempotencyHeader can't be ${idempotencyHeader}: that header has another meaning.`,
      'Use the name that your provider documents, such as Idempotency-Key.',
    );
  }
  const room = LONGEST_LOCAL_PART - OPAQUE_ID_LENGTH - '+'.length;
  if (bounces !== undefined && bounces.lastIndexOf('@') > room) {
    throw new UserError(
      `delivery.bounces is too long: each letter adds ${OPAQUE_ID_LENGTH + 1} characters before the @.`,
      `Use an address with at most ${room} characters before the @.`,
    );
  }
}

/** `campaign:list:type:sender`, by which mailbox providers count complaints; the same for everybody. */
function feedbackId(editionId: string, { listId, from }: Sender): string {
  // The sender's part has 5 to 15 characters and stays the same for all its lists.
  const senderId = hash('sha256', domainOf(from.email), 'hex').slice(0, 12);
  return [part(editionId), part(listId), 'newsletter', senderId].join(':');
}

function part(text: string): string {
  return text.replace(/[^\w.-]+/g, '-').slice(0, 100);
}
