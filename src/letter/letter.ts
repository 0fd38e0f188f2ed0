import type { DkimKey } from '../dkim/key.ts';
import type { Rendered } from '../render/render.ts';
import type { NewSubscriber } from '../subscribers/subscriber.ts';
import type { Composed } from './compose.ts';
import { drafter, stretchesOf, unsignedDrafter, type Draft, type Stretch } from './draft.ts';
import { fillSlot, htmlContext, placeSlots, plainContext } from './placed-slots.ts';
import { readerUrls, type Sender } from './recipient.ts';

const EMPTY = Buffer.alloc(0);

/** The email of one subscriber: ready for the wire, with CRLF and no line that begins with a dot. */
export interface Letter {
  readonly messageId: string;
  readonly envelope: { readonly from: string; readonly to: string };
  readonly chunks: readonly Buffer[];
  /** In bytes. */
  readonly size: number;
}

/** Makes an edition's letters; the same subscriber gets the same bytes. */
export type LetterMaker = (subscriber: NewSubscriber) => Letter | Promise<Letter>;

/**
 * Makes an edition's letters, with a DKIM signature by each key. What the letters share is worked
 * out here, once; signing runs on the thread pool.
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

/** Makes one letter, unsigned; for many, use a letterMaker. */
export function spliceLetter(composed: Composed, subscriber: NewSubscriber): Letter {
  const stretches = stretchesOf(composed.body);
  return finishLetter(unsignedDrafter(composed, stretches)(subscriber), stretches);
}

/** Completes a draft with the stretches that every letter shares. */
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

/** Returns the letter's parts as a mail program shows them to a subscriber, not encoded. */
export function personalise(
  { html, text, mjml, slots }: Rendered,
  sender: Sender,
  subscriber: NewSubscriber,
): { readonly html: string; readonly text: string; readonly mjml: string } {
  const urls = readerUrls(sender, subscriber);
  const fill = (part: string, contextOf: typeof htmlContext) =>
    placeSlots(part, slots, contextOf)
      .map((piece) => (typeof piece === 'string' ? piece : fillSlot(piece, subscriber, urls)))
      .join('');
  return {
    html: fill(html, htmlContext),
    text: fill(text, plainContext),
    mjml: fill(mjml, htmlContext),
  };
}
