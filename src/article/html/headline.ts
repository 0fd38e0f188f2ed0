/** Finds the headline of a page: what its metadata says, and the piece that shows it. */
import { defined } from '../../base/defined.ts';
import { isKnownSection, isSectionForm } from '../wire/section.ts';
import { endsStatement } from '../wire/sentence.ts';
import { namesOf } from './hints.ts';
import type { Metadata } from './metadata.ts';
import { isTextPiece, plainOf, type Piece, type TextPiece } from './pieces.ts';
import { isSameText, isStartOf } from './same-text.ts';

const MAX_HEADLINE = 250;
/** A paste begins with its headline; so many pieces are looked at. */
const TOP = 6;

export interface Headline {
  readonly text?: string;
  /** The piece that shows it. */
  readonly piece?: TextPiece;
}

/** Returns the headline; `isFragment` is whether the page is a paste, which has nothing around it. */
export function findHeadline(
  pieces: readonly Piece[],
  metadata: Metadata,
  isFragment: boolean,
): Headline {
  const texts = pieces.filter(isTextPiece);
  const { headline, title } = metadata;
  if (headline !== undefined) {
    const piece = shownAs(headline, texts);
    return { text: piece ? plainOf(piece) : headline, ...defined({ piece }) };
  }
  const piece =
    firstHeading(texts, title) ?? inTitle(texts, title) ?? (isFragment ? atTop(texts) : undefined);
  if (piece) return { text: plainOf(piece), piece };
  return title === undefined ? {} : { text: withoutSite(title) };
}

/** Metadata can shorten a headline, or add the name of the site to it. */
function shownAs(headline: string, texts: readonly TextPiece[]): TextPiece | undefined {
  const inStory = byPlace(texts);
  return (
    inStory.find((piece) => isSameText(plainOf(piece), headline)) ??
    inStory.find(
      (piece) =>
        piece.content.level !== undefined &&
        (isStartOf(headline, plainOf(piece)) || isStartOf(plainOf(piece), headline)),
    )
  );
}

function firstHeading(
  texts: readonly TextPiece[],
  title: string | undefined,
): TextPiece | undefined {
  const headings = byPlace(texts).filter(
    (piece) => isTop(piece) && plainOf(piece).length <= MAX_HEADLINE && !isFurniturePiece(piece),
  );
  const inTitle = headings.find((piece) => title !== undefined && isIn(title, plainOf(piece)));
  return inTitle ?? headings[0];
}

function isTop({ content, element }: TextPiece): boolean {
  return content.level === 1 || / mso title | headline /.test(namesOf(element));
}

/** Headings of the story first, then those above it. */
function byPlace(texts: readonly TextPiece[]): readonly TextPiece[] {
  const headings = texts.filter(({ content }) => content.level !== undefined);
  const others = texts.filter(({ content }) => content.level === undefined);
  return [headings, others].flatMap((group) => [
    ...group.filter(({ reason }) => reason === undefined),
    ...group.filter(({ reason }) => reason !== undefined),
  ]);
}

function isFurniturePiece({ reason }: Piece): boolean {
  return reason === 'navigation' || reason === 'the head of the site';
}

function isIn(title: string, text: string): boolean {
  return (
    isSameText(text, withoutSite(title)) ||
    isSameText(text, title) ||
    isStartOf(text, title) ||
    isStartOf(title, text)
  );
}

function inTitle(texts: readonly TextPiece[], title: string | undefined): TextPiece | undefined {
  if (title === undefined) return undefined;
  return byPlace(texts).find((piece) => isIn(title, plainOf(piece)));
}

/** The first heading of a paste, or its first line if that is no paragraph. */
function atTop(texts: readonly TextPiece[]): TextPiece | undefined {
  const top = texts.filter(({ reason }) => reason === undefined).slice(0, TOP);
  const story = top.findIndex((piece) => plainOf(piece).length > 150);
  const above = story === -1 ? top : top.slice(0, story);
  const heading = above.find(({ content }) => content.level !== undefined);
  if (heading) return heading;
  const [first, second] = above;
  if (!first || endsStatement(plainOf(first))) return undefined;
  const isLabel = second && isSectionLine(plainOf(first)) && !endsStatement(plainOf(second));
  return isLabel ? second : first;
}

/** Short, and above a line that can be a headline. */
function isSectionLine(text: string): boolean {
  return isKnownSection(text) || (isSectionForm(text) && text.split(' ').length <= 3);
}

/** "Harbor bill advances | The Herald": what follows the last bar or dash is the site. */
function withoutSite(title: string): string {
  return title.replace(/\s+[|–—·-]\s+[^|–—·]{2,40}$/u, '');
}
