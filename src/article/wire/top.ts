/** What stands above a headline, and the headline: address, navigation, section, date. */
import { visibleLength } from '../../base/format.ts';
import { webUrl } from '../../base/url.ts';
import { isByline } from './byline.ts';
import { readDateLine } from './date-line.ts';
import { splitDateline } from './dateline.ts';
import { takeFurniture } from './furniture-block.ts';
import { furnitureOf } from './furniture.ts';
import { isKeyPointsLabel } from './label.ts';
import { isAdjacent } from './lines.ts';
import { leaveOut, setDates, setPart, type Given, type Parts } from './parts.ts';
import { photoAt } from './photo.ts';
import { isKnownSection, isSectionForm, sectionName } from './section.ts';
import { endsSentence, endsStatement, wordsOf } from './sentence.ts';
import type { Unit } from './wrapping.ts';

/** In characters as a reader sees them. */
export const MAX_HEADLINE = 250;
/** A line of more UTF-16 units is no headline in any script, and slow to count. */
const MAX_UNITS = 10_000;
const MAX_PROSE = 150;
const EMAIL_HEADER =
  /^(?:from|to|cc|bcc|date|sent|subject|reply-to|importance|von|an|betreff|gesendet|datum|de|à|objet|envoyé|para|asunto|enviado|da|oggetto|inviato)\s?:\s/iu;

/** Takes everything up to the headline into `parts`; returns the index of the unit below it. */
export function takeTop(units: readonly Unit[], parts: Parts, given: Given): number {
  let index = 0;
  for (let taken = 1; taken > 0; index += taken) taken = takeAbove(units, index, parts, given);
  const unit = units[index];
  parts.headlineLine = unit?.line ?? units[0]?.line ?? 1;
  if (!unit || given.none.has('headline') || !isHeadline(unit, given)) return index;
  const text = unit.text.replace(/^#{1,3}\s+/, '');
  setPart(parts, given, 'headline', { ...unit, text });
  return index + 1;
}

function isHeadline(unit: Unit, given: Given): boolean {
  if (!canBeHeadline(unit)) return false;
  // With a headline in the front matter, only a line that is no prose can be the same part.
  return !given.set.has('headline') || (!/[:：,;]$/u.test(unit.text) && !isProse(unit.text));
}

/** Returns whether a line can be a headline: no item, no label, no start of a story, not too long. */
function canBeHeadline({ text, sign, cells, keep }: Unit): boolean {
  if (keep || sign || cells || text.startsWith('>') || isKeyPointsLabel(text)) return false;
  if (text.length > MAX_UNITS) return false;
  return !(endsSentence(text) && splitDateline(text)) && !isLongProse(text);
}

function isLongProse(text: string): boolean {
  return (
    text.length > MAX_HEADLINE &&
    visibleLength(text) > MAX_HEADLINE &&
    (endsSentence(text) || splitDateline(text) !== undefined)
  );
}

function isProse(text: string): boolean {
  return endsStatement(text) || text.length > MAX_PROSE || splitDateline(text) !== undefined;
}

/** Takes what is above the headline at an index; returns how many units it has, or 0. */
function takeAbove(units: readonly Unit[], index: number, parts: Parts, given: Given): number {
  const unit = units[index];
  if (!unit || unit.keep) return 0;
  return (
    takeAddress(unit, parts, given) ||
    takeEmail(units, index, parts) ||
    takeNavigation(units, index, parts) ||
    takePageParts(units, index, parts, given) ||
    takeSection(units, index, parts, given)
  );
}

/** The address of the page is the source of the story. */
function takeAddress(unit: Unit, parts: Parts, given: Given): number {
  const url = /^https?:\/\/\S+$/i.test(unit.text) ? webUrl(unit.text) : undefined;
  if (url === undefined) return 0;
  if (!given.set.has('source') && !given.none.has('source')) parts.url ??= url;
  leaveOut(
    parts,
    unit,
    parts.url === url ? 'the address of the page, taken as "source"' : 'an address',
  );
  return 1;
}

function takeEmail(units: readonly Unit[], index: number, parts: Parts): number {
  let end = index;
  while (
    EMAIL_HEADER.test(units[end]?.text.slice(0, 40) ?? '') &&
    (end === index || isAdjacent(units[end - 1], units[end]))
  )
    end++;
  if (end - index < 2) return 0;
  for (const unit of units.slice(index, end)) leaveOut(parts, unit, 'a header field of an email');
  return end - index;
}

/** Four or more short lines, one of them a usual one of menus; the last can be the section. */
function takeNavigation(units: readonly Unit[], index: number, parts: Parts): number {
  let end = index;
  while (isMenuItem(units[end]) && (end === index || isAdjacent(units[end - 1], units[end]))) end++;
  const run = units.slice(index, end);
  const known = run.filter(({ text }) => furnitureOf(text) !== undefined).length;
  const sections = run.filter(({ text }) => isKnownSection(text)).length;
  if (run.length < 4 || (known === 0 && sections < 4)) return 0;
  const last = run.at(-1);
  const count =
    last && furnitureOf(last.text) === undefined && isSectionForm(last.text)
      ? run.length - 1
      : run.length;
  for (const unit of run.slice(0, count)) leaveOut(parts, unit, 'navigation');
  return count;
}

function isMenuItem(unit: Unit | undefined): boolean {
  if (!unit || unit.keep) return false;
  const { text } = unit;
  return (
    text.length <= 30 && wordsOf(text).length <= 4 && !endsSentence(text) && !isKeyPointsLabel(text)
  );
}

/** Dates, furniture, bylines and photos above the headline, if a headline follows. */
function takePageParts(units: readonly Unit[], index: number, parts: Parts, given: Given): number {
  const unit = units[index];
  if (!unit || !isHeadlineBelow(units, index + 1, given)) return 0;
  const dates = readDateLine(unit.text);
  if (dates) {
    setDates(parts, dates);
    leaveOut(parts, unit, 'the date');
    return 1;
  }
  if (isByline(unit.text) && parts.byline === undefined && !given.none.has('byline')) {
    setPart(parts, given, 'byline', unit);
    return 1;
  }
  const photo = photoAt(units, index);
  if (
    photo &&
    parts.image === undefined &&
    (photo.image.caption === undefined || endsStatement(photo.image.caption))
  ) {
    if (!isHeadlineBelow(units, index + photo.length, given)) return 0;
    parts.image = photo.image;
    parts.imageLine = photo.line;
    parts.leftOut.push(...photo.leftOut);
    return photo.length;
  }
  return takeFurniture(units, index, parts.leftOut);
}

/** Whether a line that can be a headline, and then a story, follow. */
function isHeadlineBelow(units: readonly Unit[], start: number, given: Given): boolean {
  if (given.set.has('headline')) return units.length > start;
  const next = units.slice(start, start + 60).find((unit) => !isPagePart(unit));
  return (
    next !== undefined &&
    canBeHeadline(next) &&
    !(endsStatement(next.text) && next.text.length > MAX_PROSE) &&
    next !== units.at(-1)
  );
}

function isPagePart({ text }: Unit): boolean {
  return (
    readDateLine(text) !== undefined ||
    furnitureOf(text) !== undefined ||
    isByline(text) ||
    /^https?:\/\/\S+$/i.test(text)
  );
}

/** The first line that is no part of the page; or one that only begins like such a part. */
function headlineBelow(units: readonly Unit[], start: number): Unit | undefined {
  const near = units.slice(start, start + 60);
  const next = near.find((unit) => !isPagePart(unit));
  if (next && !(endsStatement(next.text) && next.text.length > MAX_PROSE / 2)) return next;
  const doubtful = near.slice(0, next ? near.indexOf(next) : near.length);
  return (
    doubtful.find(
      ({ text }) =>
        readDateLine(text) === undefined &&
        text.length > 20 &&
        wordsOf(text).length > 3 &&
        !isByline(text) &&
        !/^https?:/i.test(text),
    ) ?? next
  );
}

/** A usual name of a section stands above any headline, another one above a line that is no prose. */
function isAboveHeadline({ text }: Unit, isKnown: boolean, isLast: boolean): boolean {
  if (!isKnown) return !isLast && !isProse(text);
  return !endsStatement(text) || (!isLast && text.length <= MAX_PROSE);
}

function takeSection(units: readonly Unit[], index: number, parts: Parts, given: Given): number {
  const unit = units[index];
  if (
    !unit ||
    parts.section !== undefined ||
    given.none.has('section') ||
    !isSectionForm(unit.text) ||
    !canBeHeadline(unit)
  )
    return 0;
  const next = headlineBelow(units, index + 1);
  if (!next) return 0;
  const isKnown = isKnownSection(unit.text);
  // "Herald of the Coast" above "Politics": the name of the page.
  if (!isKnown && isKnownSection(next.text) && next !== units.at(-1)) {
    leaveOut(parts, unit, 'navigation');
    return 1;
  }
  const isAbove = given.set.has('headline')
    ? isKnown || !isProse(next.text)
    : canBeHeadline(next) && isAboveHeadline(next, isKnown, next === units.at(-1));
  if (!isAbove || photoAt(units, index)) return 0;
  setPart(parts, given, 'section', unit, sectionName(unit.text));
  return 1;
}
