import { domainOf } from '../config/schema.ts';
import type { Rendered } from '../render/render.ts';
import { fullName, smtpAddress, type NewSubscriber } from '../subscribers/subscriber.ts';
import { placeSlots, type Composed } from './compose.ts';
import { formatAddress, header } from './header.ts';
import { quotedPrintable } from './quoted-printable.ts';
import { opaqueId, slotValue, unsubscribeUrl, type Sender } from './recipient.ts';
import { escapeFor, htmlContext, plainContext, type PlacedSlot } from './slot-context.ts';

/** What one subscriber gets: ready for the wire, with CRLF and no line that begins with a dot. */
export interface Letter {
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: string };
  readonly chunks: readonly Buffer[];
  /** In bytes. */
  readonly size: number;
}

/** Fills a composed message's slots for a subscriber. The same arguments give the same bytes. */
export function spliceLetter(composed: Composed, subscriber: NewSubscriber): Letter {
  const { sender, editionId } = composed;
  const to = smtpAddress(subscriber.email);
  const messageId = `<${opaqueId(sender.listId, subscriber, editionId)}@${domainOf(sender.from.email)}>`;
  const headers = [
    header('Message-ID', messageId),
    header('To', formatAddress(to, fullName(subscriber))),
    header('List-Unsubscribe', `<${unsubscribeUrl(sender, subscriber)}>`),
    composed.headers,
  ].join('');
  const body = composed.body.map((piece) =>
    Buffer.isBuffer(piece)
      ? piece
      : Buffer.from(quotedPrintable(fillSlot(piece, sender, subscriber))),
  );
  const chunks = [Buffer.from(headers), ...body];
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return { messageId, envelope: { from: sender.from.email, to }, chunks, size };
}

/** The letter's parts as a subscriber's program shows them, not encoded. */
export function personalise(
  { html, text, mjml, slots }: Rendered,
  sender: Sender,
  subscriber: NewSubscriber,
): { readonly html: string; readonly text: string; readonly mjml: string } {
  const fill = (content: string, contextOf: typeof htmlContext) =>
    placeSlots(content, slots, contextOf)
      .map((piece) => (typeof piece === 'string' ? piece : fillSlot(piece, sender, subscriber)))
      .join('');
  return {
    html: fill(html, htmlContext),
    text: fill(text, plainContext),
    mjml: fill(mjml, htmlContext),
  };
}

function fillSlot(slot: PlacedSlot, sender: Sender, subscriber: NewSubscriber): string {
  return escapeFor(slot.context, slotValue(slot.name, sender, subscriber) ?? slot.fallback);
}
