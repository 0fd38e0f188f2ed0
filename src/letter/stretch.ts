import type { Piece } from './compose.ts';
import type { PlacedSlot } from './slot-context.ts';

/** A part of the body: bytes that are the same for everybody, or text with slots in it. */
export type Stretch = Buffer | readonly (string | PlacedSlot)[];

/** Below this many bytes a constant piece is copied into each letter rather than sent on its own. */
const SMALL_BYTES = 2048;

/** The body of a message, without the empty line before it, in few stretches. */
export function stretchesOf(pieces: readonly Piece[]): readonly Stretch[] {
  const stretches: (Buffer | (string | PlacedSlot)[])[] = [];
  for (const [index, piece] of pieces.entries()) {
    const body = index === 0 && Buffer.isBuffer(piece) ? piece.subarray('\r\n'.length) : piece;
    if (Buffer.isBuffer(body) && body.length >= SMALL_BYTES) {
      stretches.push(body);
      continue;
    }
    const text = Buffer.isBuffer(body) ? body.toString('latin1') : body;
    const last = stretches.at(-1);
    if (Array.isArray(last)) last.push(text);
    else stretches.push([text]);
  }
  return stretches;
}
