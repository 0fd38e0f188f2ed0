import type { Rendered } from '../render/render.ts';
import type { NewSubscriber } from '../subscribers/subscriber.ts';
import { placeSlots, type Composed } from './compose.ts';
import type { DkimKey } from './dkim-key.ts';
import { letterSigner } from './dkim-sign.ts';
import { ownFields } from './fields.ts';
import { header } from './header.ts';
import { quotedPrintable } from './quoted-printable.ts';
import { addresser, slotValue, unsubscribeUrl, type Addressing, type Sender } from './recipient.ts';
import { escapeFor, htmlContext, plainContext, type PlacedSlot } from './slot-context.ts';
import { stretchesOf, type Stretch } from './stretch.ts';

/** What one subscriber gets: ready for the wire, with CRLF and no line that begins with a dot. */
export interface Letter {
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: string };
  readonly chunks: readonly Buffer[];
  /** In bytes. */
  readonly size: number;
}

/** Makes an edition's letters; the same subscriber gets the same bytes. */
export type LetterMaker = (subscriber: NewSubscriber) => Letter | Promise<Letter>;

/** A letter whose slots are filled and whose header is not put together yet. */
interface Filled {
  readonly addressing: Addressing;
  readonly fields: readonly string[];
  /** Constant bytes as they are; what was filled in, as text in ASCII. */
  readonly body: readonly (Buffer | string)[];
}

/**
 * Makes an edition's letters, with a DKIM signature by each key. All that is the same for everybody
 * is worked out here, once; signing runs on the thread pool.
 */
export function letterMaker(composed: Composed, keys: readonly DkimKey[] = []): LetterMaker {
  const stretches = stretchesOf(composed.body);
  const fill = filler(composed, stretches);
  if (keys.length === 0) return (subscriber) => assemble(composed, fill(subscriber), '');
  const sign = letterSigner(composed.headers, stretches, keys);
  return async (subscriber) => {
    const filled = fill(subscriber);
    return assemble(composed, filled, await sign(filled.fields, filled.body));
  };
}

/** One letter, unsigned; for many, make a letterMaker. */
export function spliceLetter(composed: Composed, subscriber: NewSubscriber): Letter {
  return assemble(composed, filler(composed, stretchesOf(composed.body))(subscriber), '');
}

/** The letter's parts as a subscriber's program shows them, not encoded. */
export function personalise(
  { html, text, mjml, slots }: Rendered,
  sender: Sender,
  subscriber: NewSubscriber,
): { readonly html: string; readonly text: string; readonly mjml: string } {
  const url = unsubscribeUrl(sender, subscriber);
  const fill = (content: string, contextOf: typeof htmlContext) =>
    placeSlots(content, slots, contextOf)
      .map((piece) => (typeof piece === 'string' ? piece : fillSlot(piece, subscriber, url)))
      .join('');
  return {
    html: fill(html, htmlContext),
    text: fill(text, plainContext),
    mjml: fill(mjml, htmlContext),
  };
}

function filler(
  { sender, editionId }: Composed,
  stretches: readonly Stretch[],
): (subscriber: NewSubscriber) => Filled {
  const address = addresser(sender, editionId);
  return (subscriber) => {
    const addressing = address(subscriber);
    const [url] = addressing.unsubscribe;
    const body = stretches.map((stretch) => {
      if (Buffer.isBuffer(stretch)) return stretch;
      let text = '';
      for (const piece of stretch) {
        text +=
          typeof piece === 'string' ? piece : quotedPrintable(fillSlot(piece, subscriber, url));
      }
      return text;
    });
    return { addressing, fields: ownFields(addressing, subscriber), body };
  };
}

function assemble(
  { sender: { idempotencyHeader }, headers }: Composed,
  { addressing, fields, body }: Filled,
  signatures: string,
): Letter {
  const { id, messageId, from, to } = addressing;
  const idempotency = idempotencyHeader === undefined ? '' : header(idempotencyHeader, id);
  const head = Buffer.from(`${signatures}${fields.join('')}${idempotency}${headers}\r\n`);
  const chunks = [
    head,
    ...body.map((each) => (typeof each === 'string' ? Buffer.from(each, 'latin1') : each)),
  ];
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return { messageId, envelope: { from, to }, chunks, size };
}

function fillSlot(slot: PlacedSlot, subscriber: NewSubscriber, unsubscribe: string): string {
  return escapeFor(slot.context, slotValue(slot.name, subscriber, unsubscribe) ?? slot.fallback);
}
