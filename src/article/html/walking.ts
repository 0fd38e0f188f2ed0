/** What the readers of parts of a page share. */
import type { LeftOut } from '../reading.ts';
import type { Footnotes } from './footnotes.ts';
import type { Embedded } from './images.ts';
import type { InlineReader, Mark } from './inline.ts';
import type { MeasureOf } from './measures.ts';
import type { Content, Piece } from './pieces.ts';

/** What is known of a page before it is read. */
export interface Page {
  readonly base: string | undefined;
  readonly embedded: Embedded;
  readonly measureOf: MeasureOf;
  /** The element of the story. */
  readonly story: Element;
  /** Whether an element of the story belongs to it, as Readability sees it. */
  readonly keeps: (element: Element) => boolean;
  /** Elements that a rule of the site leaves out. */
  readonly dropped: ReadonlySet<Element>;
  readonly footnotes: Footnotes;
}

/** The pieces that were read so far, and the words inside them that were left out. */
export interface Walk {
  readonly page: Page;
  readonly pieces: Piece[];
  readonly leftOut: LeftOut[];
  /** How many pieces stand before these. */
  readonly before: number;
  /** Reads an element as the structure that it is. */
  readonly readElement: (element: Element, place: Place, walk: Walk) => void;
  /** Reads what is in an element. */
  readonly readChildren: (element: Element, place: Place, walk: Walk) => void;
}

/** Where in the page an element is. */
export interface Place {
  /** Why what is here is not part of the story. */
  readonly reason?: string;
  readonly marks: readonly Mark[];
  /** The level of the heading that this is. */
  readonly level?: number;
  readonly inQuote?: boolean;
}

export const OUTSIDE = 'outside the story';

/** Returns the number of the next piece. */
export function nextLine({ pieces, before }: Walk): number {
  return before + pieces.length + 1;
}

/** Adds a piece. */
export function add(walk: Walk, element: Element, content: Content, reason?: string): void {
  const line = nextLine(walk);
  walk.pieces.push({ line, element, content, ...(reason !== undefined && { reason }) });
}

/** Returns what reads inline nodes of the next piece. */
export function inlineReader(walk: Walk, place: Place): InlineReader {
  const { base, footnotes } = walk.page;
  const { backLinks } = footnotes;
  // Where no story is, the mark of a note is a text like any other.
  const references = place.reason === undefined ? footnotes.references : new Map<Element, string>();
  const line = nextLine(walk);
  const leaveOut = (text: string, reason: string) => {
    walk.leftOut.push({ line, text, reason: place.reason ?? reason });
  };
  return { base, references, backLinks, leaveOut };
}

/**
 * Returns whether a place is not just outside of the story, but part of the page around stories.
 */
export function isFurniture({ reason }: Place): boolean {
  return reason !== undefined && reason !== OUTSIDE;
}

/** Reads an element apart: returns its pieces instead of adding them. */
export function readApart(element: Element, place: Place, walk: Walk): readonly Piece[] {
  const apart: Walk = { ...walk, pieces: [], before: nextLine(walk) - 1 };
  walk.readElement(element, place, apart);
  return apart.pieces;
}
