import type { Rendered } from '../render/render.ts';
import type { NewSubscriber } from '../subscribers/subscriber.ts';
import { placeSlots, type Composed } from './compose.ts';
import type { DkimKey } from '../dkim/key.ts';
import { letterSigner } from '../dkim/sign.ts';
import { ownFields } from './fields.ts';
import { header } from '../mime/header.ts';
import { quotedPrintable } from '../mime/quoted-printable.ts';
import { addresser, slotValue, unsubscribeUrl, type Addressing, type Sender } from './recipient.ts';
import { escapeFor, htmlContext, plainContext, type PlacedSlot } from './slot-context.ts';
import { stretchesOf, type Stretch } from './stretch.ts';

const EMPTY = Buffer.alloc(0);

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

/** A letter's own text: with the parts that every letter shares it makes a letter. */
export interface Draft {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  /** The whole header with the empty line behind it, and the stretches with slots, filled. */
  readonly own: readonly Buffer[];
}

/** Makes what is an edition's letters' own. */
export type Drafter = (subscriber: NewSubscriber) => Draft | Promise<Draft>;

/**
 * Makes an edition's letters, with a DKIM signature by each key. All that is the same for everybody
 * is worked out here, once; signing runs on the thread pool.
 */
export function letterMaker(composed: Composed, keys: readonly DkimKey[] = []): LetterMaker {
  const stretches = stretchesOf(composed.body);
  const draft = drafter(composed, stretches, keys);
  return (subscriber) => {
    const drafted = draft(subscriber);
    return drafted instanceof Promise
      ? drafted.then((each) => finishLetter(each, stretches))
      : finishLetter(drafted, stretches);
  };
}

/** One letter, unsigned; for many, make a letterMaker. */
export function spliceLetter(composed: Composed, subscriber: NewSubscriber): Letter {
  const stretches = stretchesOf(composed.body);
  const filled = filler(composed, stretches)(subscriber);
  return finishLetter(draftOf(composed, filled, ''), stretches);
}

/** A drafter for the stretches of an edition's body, which signs with each key. */
export function drafter(
  composed: Composed,
  stretches: readonly Stretch[],
  keys: readonly DkimKey[],
): Drafter {
  const fill = filler(composed, stretches);
  if (keys.length === 0) return (subscriber) => draftOf(composed, fill(subscriber), '');
  const sign = letterSigner(composed.headers, stretches, keys);
  return async (subscriber) => {
    const filled = fill(subscriber);
    return draftOf(composed, filled, await sign(filled.fields, filled.texts));
  };
}

/** A letter: its draft, and around it the bytes that every letter shares. */
export function finishLetter(draft: Draft, stretches: readonly Stretch[]): Letter {
  const { messageId, from, to, own } = draft;
  const [head = EMPTY, ...texts] = own;
  let next = 0;
  const body = stretches.map((stretch) =>
    Buffer.isBuffer(stretch) ? stretch : (texts[next++] ?? EMPTY),
  );
  const chunks = [head, ...body];
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return { messageId, envelope: { from, to }, chunks, size };
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

/** A letter whose slots are filled and whose header is not put together yet. */
interface Filled {
  readonly addressing: Addressing;
  readonly fields: readonly string[];
  readonly texts: readonly string[];
}

function filler(
  { sender, editionId }: Composed,
  stretches: readonly Stretch[],
): (subscriber: NewSubscriber) => Filled {
  const address = addresser(sender, editionId);
  const slotted = stretches.flatMap((stretch) => (Buffer.isBuffer(stretch) ? [] : [stretch]));
  return (subscriber) => {
    const addressing = address(subscriber);
    const [url] = addressing.unsubscribe;
    const texts = slotted.map((stretch) => {
      let text = '';
      for (const piece of stretch) {
        text +=
          typeof piece === 'string' ? piece : quotedPrintable(fillSlot(piece, subscriber, url));
      }
      return text;
    });
    return { addressing, fields: ownFields(addressing, subscriber), texts };
  };
}

function draftOf(
  { sender: { idempotencyHeader }, headers }: Composed,
  { addressing, fields, texts }: Filled,
  signatures: string,
): Draft {
  const { id, messageId, from, to } = addressing;
  const idempotency = idempotencyHeader === undefined ? '' : header(idempotencyHeader, id);
  const head = `${signatures}${fields.join('')}${idempotency}${headers}\r\n`;
  const own = [Buffer.from(head), ...texts.map((text) => Buffer.from(text, 'latin1'))];
  return { messageId, from, to, own };
}

function fillSlot(slot: PlacedSlot, subscriber: NewSubscriber, unsubscribe: string): string {
  return escapeFor(slot.context, slotValue(slot.name, subscriber, unsubscribe) ?? slot.fallback);
}
