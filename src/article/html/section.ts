/** Reads the section above a headline. */
import { plainText, type RichText } from '../rich-text.ts';
import { readDateLine } from '../wire/date-line.ts';
import { furnitureOf } from '../wire/furniture.ts';
import { isSectionForm } from '../wire/section.ts';
import { claim, type HeadReading, type HeadSource } from './head-reading.ts';
import { namesAround, SECTION_NAMES } from './hints.ts';
import { isTextPiece, plainOf, type Piece, type TextPiece } from './pieces.ts';
import { isSameText } from './same-text.ts';

const MAX_SECTION = 40;

/** Takes the section: a label above the headline, or the last step of a breadcrumb. */
export function takeSection(piece: Piece, source: HeadSource, reading: HeadReading): boolean {
  if (!isTextPiece(piece) || reading.found.section !== undefined) return false;
  if (piece.element.closest(BREADCRUMB)) return takeBreadcrumb(piece, source, reading);
  const { metadata, measureOf, isFragment } = source;
  const text = plainOf(piece);
  if (text.length > MAX_SECTION || readDateLine(text)) return false;
  const isKnown = metadata.section !== undefined && isSameText(text, metadata.section);
  const isNamed = SECTION_NAMES.test(namesAround(piece.element, measureOf));
  const isLabel = isFragment && isSectionForm(text);
  const isAlone = isLabel && piece.reason === undefined && furnitureOf(text) === undefined;
  if (!isKnown && (metadata.section !== undefined || !(isNamed || isAlone))) return false;
  reading.found.section = text;
  return claim(piece, reading);
}

/** "Home › Politics": the last step is the section, unless it is the headline. */
function takeBreadcrumb(piece: TextPiece, { metadata }: HeadSource, reading: HeadReading): boolean {
  const steps = stepsOf(piece.content.text);
  const isLast = (step: string) =>
    !isSameText(step, reading.found.headline ?? '') &&
    step.length <= MAX_SECTION &&
    !/^(?:home|start|startseite|accueil|inicio)$/i.test(step);
  const at = steps.findLastIndex(isLast);
  const section = steps[at];
  if (
    section === undefined ||
    (metadata.section !== undefined && !isSameText(section, metadata.section))
  )
    return false;
  const { line } = piece;
  const others = steps.filter((_, index) => index !== at);
  reading.leftOut.push(...others.map((text) => ({ line, text, reason: 'navigation' })));
  reading.found.section = section;
  reading.claimed.add(piece);
  return true;
}

const BREADCRUMB =
  '[class*="breadcrumb" i], [aria-label*="breadcrumb" i], [itemtype*="BreadcrumbList"]';

function stepsOf(text: RichText): readonly string[] {
  return text
    .map((inline) => plainText([inline]).replace(/^[\s›»>/|→-]+|[\s›»>/|→-]+$/gu, ''))
    .filter((step) => step !== '');
}
