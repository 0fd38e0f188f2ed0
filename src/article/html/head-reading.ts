/** What the readers of the parts of a head share. */
import type { ArticleImage } from '../article.ts';
import type { LeftOut } from '../reading.ts';
import type { RichText } from '../rich-text.ts';
import type { MeasureOf } from './measures.ts';
import type { Metadata } from './metadata.ts';
import { footnoteMarks, leaveOut, type Piece } from './pieces.ts';

export interface Head {
  readonly headline?: string;
  readonly headlineLine: number;
  readonly section?: string;
  readonly dek?: string;
  readonly byline?: string;
  readonly published?: string;
  readonly updated?: string;
  readonly image?: ArticleImage;
  readonly imageLine?: number;
  readonly keyPointsHeading?: string;
  readonly keyPoints: readonly RichText[];
  /** The pieces that are in the head, or were left out of it. */
  readonly claimed: ReadonlySet<Piece>;
  readonly leftOut: readonly LeftOut[];
}

export type Found = {
  -readonly [Field in keyof Head]: Head[Field];
};

/** What the head is read from. */
export interface HeadSource {
  readonly pieces: readonly Piece[];
  readonly metadata: Metadata;
  readonly measureOf: MeasureOf;
  readonly isFragment: boolean;
}

/** The head while it is read. */
export interface HeadReading {
  readonly found: Found;
  readonly claimed: Set<Piece>;
  readonly leftOut: LeftOut[];
}

/** Takes a piece into the head, as a text without markup. */
export function claim(piece: Piece, { claimed, leftOut }: HeadReading): true {
  claimed.add(piece);
  leftOut.push(...footnoteMarks(piece));
  return true;
}

/** Leaves a piece out of the head and the story. */
export function drop(piece: Piece, reason: string, reading: HeadReading): true {
  reading.leftOut.push(...leaveOut(piece, reason));
  reading.claimed.add(piece);
  return true;
}
