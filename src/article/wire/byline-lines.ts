/** The lines of a head that name the authors, and what they say about them. */
import { isAgency } from './agencies.ts';
import { aboutAuthor, isBareByline, isByline, isBylineStart, isJobLine } from './byline.ts';
import { isHeadAhead } from './dek.ts';
import type { HeadTaker } from './head-taker.ts';
import { isAdjacent } from './lines.ts';
import { isNames } from './names.ts';
import { leaveOut, setPart, type Parts } from './parts.ts';
import type { Unit } from './wrapping.ts';

/** "By", and below it one name on each line, with commas between them. */
export const takeNamesBelow: HeadTaker = (units, index, parts, given) => {
  const unit = units[index];
  if (!unit || given.none.has('byline') || !isBylineStart(unit.text)) return 0;
  let end = index + 1;
  while (
    units[end] &&
    (isNames(units[end]?.text ?? '') ||
      /^(?:[,;&·|]|and|und|et|y|e|en|und)$/u.test(units[end]?.text ?? ''))
  )
    end++;
  const names = units
    .slice(index + 1, end)
    .map(({ text }) => text)
    .filter((text) => !/^[,;·|]$/.test(text));
  if (names.length === 0) return 0;
  const list = names.reduce((line, name) =>
    /(?:^|\s)(?:and|und|et|y|e|en|&)$/u.test(line) || /^(?:and|und|et|y|e|en|&)$/u.test(name)
      ? `${line} ${name}`
      : `${line}, ${name}`,
  );
  leaveRepeatedByline(parts, list);
  setPart(parts, given, 'byline', unit, `${unit.text} ${list}`);
  parts.bylineLine = unit.line;
  return end - index;
};

export const takeOwnByline: HeadTaker = (units, index, parts, given) => {
  const unit = units[index];
  if (!unit || given.none.has('byline') || !isByline(unit.text)) return 0;
  if (parts.byline !== undefined && isSame(parts.byline, unit.text)) {
    leaveOut(parts, unit, 'a repetition');
    return 1;
  }
  leaveRepeatedByline(parts, unit.text);
  const before = parts.byline;
  setPart(
    parts,
    given,
    'byline',
    unit,
    before === undefined ? unit.text : `${before}, ${unit.text}`,
  );
  parts.bylineLine = unit.line;
  return 1;
};

/** A name alone above "By Nora Vell" is the same byline. */
function leaveRepeatedByline(parts: Parts, names: string): void {
  const { byline } = parts;
  if (byline === undefined || !isSame(names, byline)) return;
  leaveOut(parts, { line: parts.bylineLine ?? 1, text: byline }, 'a repetition');
  delete parts.byline;
}

function isSame(whole: string, part: string): boolean {
  return whole.toLowerCase().includes(part.toLowerCase());
}

export const takeBareByline: HeadTaker = (units, index, parts, given) => {
  const unit = units[index];
  if (!unit || given.none.has('byline')) return 0;
  const isHouse = isAgency(unit.text);
  if (unit.cells || (!isHouse && !isBareByline(unit.text))) return 0;
  if (parts.byline !== undefined) {
    const isRepeated = isSame(parts.byline, unit.text);
    if (!isRepeated && !isHouse) return 0;
    leaveOut(parts, unit, isRepeated ? 'a repetition' : 'the name of the house');
    return 1;
  }
  const about = aboutAuthor(unit.text);
  const byline = about === undefined ? unit.text : unit.text.slice(0, -about.length);
  if (about !== undefined) leaveOut(parts, unit, ABOUT, about.replace(/^,\s*/, ''));
  setPart(parts, given, 'byline', unit, byline);
  parts.bylineLine = unit.line;
  return 1;
};

const ABOUT = 'about the author';
const ABOUT_VERB =
  /\b(?:is|was|has|covers?|writes?|reports?|reported|joined|works?|ist|schreibt|berichtet|est|écrit|es|escribe)\b/u;

/** "Political correspondent, BBC News" directly below a byline. */
function isJob(units: readonly Unit[], index: number, parts: Parts): boolean {
  const unit = units[index];
  if (!unit || parts.byline === undefined || units[index - 1]?.line !== parts.bylineLine)
    return false;
  return isAdjacent(units[index - 1], unit) && isJobLine(unit.text);
}

/** "Nora Vell has covered ports since 2009." below the byline. */
export const takeAboutAuthor: HeadTaker = (units, index, parts) => {
  const unit = units[index];
  if (!unit || parts.byline === undefined || unit.text.length > 300) return 0;
  if (isJob(units, index, parts)) {
    leaveOut(parts, unit, ABOUT);
    return 1;
  }
  const before = units[index - 1];
  const [first = ''] = /^\p{Lu}\S*(?:\s\p{Lu}\S*){1,2}/u.exec(unit.text) ?? [];
  const isAbout =
    first !== '' &&
    isSame(parts.byline, first) &&
    ABOUT_VERB.test(unit.text.slice(first.length, first.length + 20));
  if (!isAbout || (!isAdjacent(before, unit) && !isHeadAhead(units, index + 1))) return 0;
  leaveOut(parts, unit, ABOUT);
  return 1;
};
