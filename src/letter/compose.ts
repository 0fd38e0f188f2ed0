import { createHash } from 'node:crypto';
import type { Edition } from '../edition/edition.ts';
import type { Rendered } from '../render/render.ts';
import { cutAtSlots, type SlotTable } from '../render/slots.ts';
import { attachmentPart, type Attachment } from './attachment.ts';
import { editionFields, refuseUnusable } from './fields.ts';
import { header } from '../mime/header.ts';
import { quotedPrintable } from '../mime/quoted-printable.ts';
import type { Sender } from './recipient.ts';
import { htmlContext, plainContext, type PlacedSlot, type SlotContext } from './slot-context.ts';

/** A piece of the encoded body: bytes that are the same for everybody, or a slot. */
export type Piece = Buffer | PlacedSlot;

/** An edition's message, encoded once; splicing a subscriber's values in makes a letter. */
export interface Composed {
  readonly editionId: string;
  readonly sender: Sender;
  /** Header fields that are the same for everybody, ready for the wire. */
  readonly headers: string;
  /**
   * Begins with the empty line after the header. Each piece begins and ends at a line boundary, so
   * that it can be made ready for signing by itself.
   */
  readonly body: readonly Piece[];
  /** SHA-256 of all that is the same for everybody: changes when anything a reader sees does. */
  readonly contentHash: string;
}

/**
 * Encodes an edition's two parts as multipart/alternative (RFC 2046 5.1.4), cut at the slots; with
 * pictures to carry, inside multipart/related (RFC 2387). Throws UserError where a setting of the
 * sender cannot stand in a letter.
 */
export function composeLetter(
  edition: Edition,
  rendered: Rendered,
  sender: Sender,
  attachments: readonly Attachment[] = [],
): Composed {
  refuseUnusable(sender);
  const alternative = alternativeOf(rendered);
  const { type, pieces: encoded } =
    attachments.length === 0 ? alternative : relatedOf(alternative, attachments);
  const body = mergeBuffers(encoded);
  const headers = editionFields(edition, sender, type);
  const pieces = body.map((piece) => (Buffer.isBuffer(piece) ? piece : JSON.stringify(piece)));
  return {
    editionId: edition.id,
    sender,
    headers,
    body,
    contentHash: sha256([headers, sender.unsubscribe?.url ?? '', ...pieces]),
  };
}

/** A multipart entity: the value of its Content-Type, and its body with the empty line before it. */
interface Multipart {
  readonly type: string;
  readonly boundary: string;
  readonly pieces: readonly Piece[];
}

function alternativeOf({ text, html, slots }: Rendered): Multipart {
  const boundary = `bs-${sha256([text, html]).slice(0, 32)}`;
  const pieces = [
    partStart(boundary, 'text/plain'),
    ...encodePart(text, slots, plainContext),
    partStart(boundary, 'text/html'),
    ...encodePart(html, slots, htmlContext),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ];
  return { type: `multipart/alternative; boundary="${boundary}"`, boundary, pieces };
}

function relatedOf(root: Multipart, attachments: readonly Attachment[]): Multipart {
  const boundary = `rel-${root.boundary}`;
  const start = `\r\n--${boundary}\r\n`;
  const pieces = [
    Buffer.from(start + header('Content-Type', root.type)),
    ...root.pieces,
    ...attachments.flatMap((each) => [Buffer.from(start), attachmentPart(each)]),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ];
  const type = `multipart/related; type="multipart/alternative"; boundary="${boundary}"`;
  return { type, boundary, pieces };
}

function partStart(boundary: string, type: string): Buffer {
  const fields =
    header('Content-Type', `${type}; charset=utf-8`) +
    header('Content-Transfer-Encoding', 'quoted-printable');
  return Buffer.from(`\r\n--${boundary}\r\n${fields}\r\n`);
}

function encodePart(
  content: string,
  slots: SlotTable,
  contextOf: (before: string) => SlotContext,
): readonly Piece[] {
  return placeSlots(content, slots, contextOf).map((piece) =>
    typeof piece === 'string' ? Buffer.from(quotedPrintable(piece)) : piece,
  );
}

/** A part split at its slots, each with the context it stands in. */
export function placeSlots(
  content: string,
  slots: SlotTable,
  contextOf: (before: string) => SlotContext,
): readonly (string | PlacedSlot)[] {
  let before = '';
  return cutAtSlots(content, slots).map((piece) => {
    if (typeof piece === 'string') {
      before += piece;
      return piece;
    }
    const placed = { ...piece, context: contextOf(before) };
    before += 'x';
    return placed;
  });
}

function mergeBuffers(pieces: readonly Piece[]): readonly Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (Buffer.isBuffer(piece) && Buffer.isBuffer(last)) {
      merged[merged.length - 1] = Buffer.concat([last, piece]);
    } else merged.push(piece);
  }
  return merged;
}

function sha256(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}
