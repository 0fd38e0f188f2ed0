/** What one letter does not share with the others of its edition. */
import type { DkimKey } from '../dkim/key.ts';
import { letterSigner } from '../dkim/sign.ts';
import { quotedPrintable } from '../mime/quoted-printable.ts';
import { header } from '../mime/write-header.ts';
import type { NewSubscriber } from '../subscribers/subscriber.ts';
import type { Composed } from './compose.ts';
import { dateField, OWN_FIELDS, ownFields } from './fields.ts';
import type { BodyPiece } from './multipart.ts';
import { fillSlot, type PlacedSlot } from './placed-slots.ts';
import { addresser, type Addressing } from './recipient.ts';

/** A stretch of the body: bytes that are the same in every letter, or text with slots in it. */
export type Stretch = Buffer | readonly (string | PlacedSlot)[];

/** A letter's own text: with the stretches that every letter shares, it makes a letter. */
export interface Draft {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  /** The whole header with the empty line behind it, and the stretches with slots, filled. */
  readonly own: readonly Buffer[];
}

/** Makes a subscriber's draft; with a signature it is not ready at once. */
export type Drafter = (subscriber: NewSubscriber) => Draft | Promise<Draft>;

/** Constant pieces with fewer bytes are copied into each letter: few writes cost less. */
const SMALL_BYTES = 2048;

/** Divides a body, without the empty line before it, into few stretches. */
export function stretchesOf(body: readonly BodyPiece[]): readonly Stretch[] {
  const stretches: (Buffer | (string | PlacedSlot)[])[] = [];
  for (const [index, each] of body.entries()) {
    const piece = index === 0 && Buffer.isBuffer(each) ? each.subarray('\r\n'.length) : each;
    if (Buffer.isBuffer(piece) && piece.length >= SMALL_BYTES) {
      stretches.push(piece);
      continue;
    }
    const text = Buffer.isBuffer(piece) ? piece.toString('latin1') : piece;
    const last = stretches.at(-1);
    if (Array.isArray(last)) last.push(text);
    else stretches.push([text]);
  }
  return stretches;
}

/** Makes an edition's drafts without a signature, given the stretches of its body. */
export function unsignedDrafter(
  composed: Composed,
  stretches: readonly Stretch[],
): (subscriber: NewSubscriber) => Draft {
  const fill = filler(composed, stretches);
  const shared = sharedFields(composed);
  return (subscriber) => draftOf(composed, shared, fill(subscriber), '');
}

/** Makes an edition's drafts, signed with each key, given the stretches of its body. */
export function drafter(
  composed: Composed,
  stretches: readonly Stretch[],
  keys: readonly DkimKey[],
): Drafter {
  if (keys.length === 0) return unsignedDrafter(composed, stretches);
  const fill = filler(composed, stretches);
  const body = stretches.map((stretch) => (Buffer.isBuffer(stretch) ? stretch : undefined));
  const shared = sharedFields(composed);
  const sign = letterSigner({ fields: shared, ownFields: OWN_FIELDS, body }, keys);
  return async (subscriber) => {
    const filled = fill(subscriber);
    return draftOf(composed, shared, filled, await sign(filled.fields, filled.texts));
  };
}

/** Returns the header fields that every letter shares. */
function sharedFields({ date, headers }: Composed): string {
  return dateField(date) + headers;
}

/** A letter's own fields and texts, before its header is put together. */
interface FilledLetter {
  readonly addressing: Addressing;
  readonly fields: readonly string[];
  readonly texts: readonly string[];
}

function filler(
  { sender, editionId }: Composed,
  stretches: readonly Stretch[],
): (subscriber: NewSubscriber) => FilledLetter {
  const address = addresser(sender, editionId);
  const withSlots = stretches.flatMap((stretch) => (Buffer.isBuffer(stretch) ? [] : [stretch]));
  return (subscriber) => {
    const addressing = address(subscriber);
    const encode = encoder();
    const texts = withSlots.map((stretch) => {
      let text = '';
      for (const piece of stretch) {
        text +=
          typeof piece === 'string' ? piece : encode(fillSlot(piece, subscriber, addressing.urls));
      }
      return text;
    });
    return { addressing, fields: ownFields(addressing, subscriber), texts };
  };
}

/** Encodes the values of one letter; a URL that occurs several times, once. */
function encoder(): (value: string) => string {
  const known = new Map<string, string>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const encoded = quotedPrintable(value);
    known.set(value, encoded);
    return encoded;
  };
}

function draftOf(
  { sender: { idempotencyHeader } }: Composed,
  shared: string,
  { addressing, fields, texts }: FilledLetter,
  signatures: string,
): Draft {
  const { id, messageId, from, to } = addressing;
  const idempotency = idempotencyHeader === undefined ? '' : header(idempotencyHeader, id);
  const head = `${signatures}${fields.join('')}${idempotency}${shared}\r\n`;
  const own = [Buffer.from(head), ...texts.map((text) => Buffer.from(text, 'latin1'))];
  return { messageId, from, to, own };
}
