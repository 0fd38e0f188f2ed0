import { domainOf } from '../base/address.ts';
import { hash } from 'node:crypto';
import type { Edition } from '../edition/edition.ts';
import { fullName, smtpAddress, type NewSubscriber } from '../subscribers/subscriber.ts';
import { UserError } from '../base/user-error.ts';
import { formatAddress, formatPhrase, header, textHeader } from '../mime/write-header.ts';
import type { Addressing, Sender } from './recipient.ts';

const LONGEST_LOCAL_PART = 64;
const OPAQUE_ID_LENGTH = 22;

/** Fields that a letter has, or that would send it elsewhere: no idempotency header is one. */
const TAKEN =
  /^(from|sender|reply-to|to|cc|bcc|subject|date|message-id|return-path|received|feedback-id|mime-version|dkim-signature|list-.*|content-.*)$/i;

/**
 * Header fields that are the same for everybody. Auto-Submitted is not among them: people write an
 * edition, and responders keep silent on List-Id (RFC 3834 2).
 */
export function editionFields(edition: Edition, sender: Sender, contentType: string): string {
  const { from, replyTo, listId, name } = sender;
  return [
    header('From', formatAddress(smtpAddress(from.email), from.name)),
    replyTo ? header('Reply-To', formatAddress(smtpAddress(replyTo.email), replyTo.name)) : '',
    textHeader('Subject', edition.subject),
    header('Date', edition.publishedAt.toUTCString().replace('GMT', '+0000')),
    header('List-Id', `${formatPhrase(name)} <${listId}>`),
    sender.unsubscribe ? header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click') : '',
    header('Feedback-ID', feedbackId(edition.id, sender)),
    header('MIME-Version', '1.0'),
    header('Content-Type', contentType),
  ].join('');
}

/** The fields that DKIM signs of those that differ from letter to letter: each one, in this order. */
export const OWN_FIELDS = ['Message-ID', 'To', 'List-Unsubscribe'] as const;

/** Header fields of one letter, in the order of OWN_FIELDS. */
export function ownFields(
  { messageId, to, unsubscribe }: Addressing,
  subscriber: NewSubscriber,
): readonly string[] {
  const waysOut = unsubscribe.map((url) => `<${url}>`).join(', ');
  const values = [messageId, formatAddress(to, fullName(subscriber)), waysOut];
  return OWN_FIELDS.map((name, index) => header(name, values[index] ?? ''));
}

/** Throws UserError where the sender's settings would break every letter. */
export function refuseUnusable({ bounces, idempotencyHeader }: Sender): void {
  if (idempotencyHeader !== undefined && TAKEN.test(idempotencyHeader)) {
    throw new UserError(
      `delivery.idempotencyHeader is ${idempotencyHeader}, which means something else in a letter.`,
      'Take the name that your provider gives, such as Idempotency-Key.',
    );
  }
  const room = LONGEST_LOCAL_PART - OPAQUE_ID_LENGTH - '+'.length;
  if (bounces !== undefined && bounces.lastIndexOf('@') > room) {
    throw new UserError(
      `delivery.bounces is too long: each letter adds ${OPAQUE_ID_LENGTH + 1} characters before the @.`,
      `Take an address with at most ${room} characters before the @.`,
    );
  }
}

/** `campaign:list:type:sender`, as mailbox providers count complaints: no value of one subscriber. */
function feedbackId(editionId: string, { listId, from }: Sender): string {
  // The sender's part has 5 to 15 characters and stays the same for all its lists.
  const senderId = hash('sha256', domainOf(from.email), 'hex').slice(0, 12);
  return [part(editionId), part(listId), 'newsletter', senderId].join(':');
}

function part(text: string): string {
  return text.replace(/[^\w.-]+/g, '-').slice(0, 100);
}
