/** The letter's body as MIME: parts, their fields and boundaries, cut at the slots. */
import { hash } from 'node:crypto';
import { quotedPrintable } from '../mime/quoted-printable.ts';
import { header } from '../mime/write-header.ts';
import type { Rendered } from '../render/render.ts';
import { htmlContext, placeSlots, plainContext, type PlacedSlot } from './placed-slots.ts';

/** A piece of the encoded body: bytes that are the same in every letter, or a slot. */
export type BodyPiece = Buffer | PlacedSlot;

/** A multipart entity. */
export interface Multipart {
  /** The value of its Content-Type. */
  readonly type: string;
  readonly boundary: string;
  /** Its body, which begins with the empty line behind the header. */
  readonly pieces: readonly BodyPiece[];
}

/** A file that the letter carries and its HTML shows as `cid:`. */
export interface Attachment {
  readonly contentId: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Encodes the text and the HTML as multipart/alternative (RFC 2046 5.1.4), cut at the slots. */
export function alternative({
  text,
  html,
  slots,
}: Pick<Rendered, 'text' | 'html' | 'slots'>): Multipart {
  const digest = hash('sha256', `${text}\0${html}\0`, 'hex');
  const boundary = `bs-${digest.slice(0, 32)}`;
  const pieces = [
    partStart(boundary, 'text/plain'),
    ...encodePart(placeSlots(text, slots, plainContext)),
    partStart(boundary, 'text/html'),
    ...encodePart(placeSlots(html, slots, htmlContext)),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ];
  return { type: `multipart/alternative; boundary="${boundary}"`, boundary, pieces };
}

/** Wraps the alternatives and files they show in multipart/related (RFC 2387). */
export function related(root: Multipart, attachments: readonly Attachment[]): Multipart {
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

/** Joins bytes that follow each other. */
export function mergeBuffers(pieces: readonly BodyPiece[]): readonly BodyPiece[] {
  const merged: BodyPiece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (Buffer.isBuffer(piece) && Buffer.isBuffer(last)) {
      merged[merged.length - 1] = Buffer.concat([last, piece]);
    } else merged.push(piece);
  }
  return merged;
}

function partStart(boundary: string, type: string): Buffer {
  const fields =
    header('Content-Type', `${type}; charset=utf-8`) +
    header('Content-Transfer-Encoding', 'quoted-printable');
  return Buffer.from(`\r\n--${boundary}\r\n${fields}\r\n`);
}

function encodePart(pieces: readonly (string | PlacedSlot)[]): readonly BodyPiece[] {
  return pieces.map((piece) =>
    typeof piece === 'string' ? Buffer.from(quotedPrintable(piece)) : piece,
  );
}

const BASE64_LINE = /.{1,76}/g;

function attachmentPart({ contentId, name, type, bytes }: Attachment): Buffer {
  const fields = [
    header('Content-Type', type),
    header('Content-Transfer-Encoding', 'base64'),
    header('Content-ID', `<${contentId}>`),
    header('Content-Disposition', `inline; filename="${name}"`),
  ];
  const content = bytes.toString('base64').replace(BASE64_LINE, '$&\r\n');
  return Buffer.from(`${fields.join('')}\r\n${content}`);
}
