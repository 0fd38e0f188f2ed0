import type { Draft } from './draft.ts';

interface PackedEntry extends Pick<Draft, 'messageId' | 'from' | 'to'> {
  /** Where its bytes begin. */
  readonly start: number;
  /** The length of each of its pieces in bytes. */
  readonly lengths: readonly number[];
}

/** Drafts for another thread: their bytes in one buffer, which is moved, not copied. */
export interface PackedDrafts {
  readonly bytes: ArrayBuffer;
  readonly entries: readonly PackedEntry[];
}

/** Packs drafts into one buffer, which can be handed to another thread. */
export function packDrafts(drafts: readonly Draft[]): PackedDrafts {
  const size = drafts.reduce((sum, { own }) => sum + total(own), 0);
  const bytes = Buffer.from(new ArrayBuffer(size));
  let start = 0;
  const entries = drafts.map(({ messageId, from, to, own }): PackedEntry => {
    const entry = { messageId, from, to, start, lengths: own.map(({ length }) => length) };
    for (const piece of own) start += piece.copy(bytes, start);
    return entry;
  });
  return { bytes: bytes.buffer, entries };
}

/** Returns the draft at an index; its bytes are a view of the package. */
export function unpackDraft({ bytes, entries }: PackedDrafts, at: number): Draft | undefined {
  const entry = entries[at];
  if (!entry) return undefined;
  const { messageId, from, to, lengths } = entry;
  let { start } = entry;
  const own = lengths.map((length) => {
    const piece = Buffer.from(bytes, start, length);
    start += length;
    return piece;
  });
  return { messageId, from, to, own };
}

function total(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}
