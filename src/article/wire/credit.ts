/** Photo credits, alone or behind a caption, as agencies and houses write them. */
import { endsWithAgency, isAgency, isPictureAgency, startsWithAgency } from './agencies.ts';
import { splitCreditTail } from './furniture-tail.ts';
import { isName, startsWithName } from './names.ts';
import { endsSentence, endsWithAbbreviation, wordsOf } from './sentence.ts';
import { anyOf, normal, phraseFinder, phrasesOf } from './vocabulary.ts';

/** How sure it is that a line is a credit: by its words, or only by its form below a caption. */
export type CreditStrength = 'certain' | 'below-caption';

export interface CaptionAndCredit {
  readonly caption?: string;
  readonly credit: string;
}

const MAX_LENGTH = 150;
const MAX_CAPTION = 600;
const PHOTO = phrasesOf('photo');
const findPhoto = phraseFinder(PHOTO);
/** "U.S. Navy photo by …", "Photo illustration by …" */
const PHOTO_BY =
  /\b(?:photos?|photographs?|images?|pictures?|illustrations?|graphic|video) by\s+\p{L}/iu;
const COURTESY = /^(?:courtesy|handout|© ?|\(c\) |℗|screen ?(?:shot|grab))/iu;
/** "Submitted photo", "U.S. Navy photo", "via Reuters", "Mara Quint (AP)" */
const OTHER =
  /^(?:\S+\s){0,4}(?:photo|photograph)s?$|^(?:via|provided by|submitted by|contributed by) \p{Lu}|staff photographer$|\/\s?special to |^cc by\b/iu;
const LABEL_THEN_NAME = /^(?:image|photo|picture) (?:source|credit|courtesy)\b[,:]?\s/iu;
const FOR_HOUSE = /^\p{Lu}\S*(?:\s\p{Lu}\S*){0,4} for (?:The )?\p{Lu}/u;
const SEPARATED = /\s*[|/•·]\s*|\s+[–—-]\s+|,\s+|\s+via\s+/u;
const PIPE = /\s\|\s/;

/** Returns how surely a line is a credit; undefined if it is none. */
export function creditStrength(text: string): CreditStrength | undefined {
  const line = bare(text);
  if (line.length < 2 || line.length > MAX_LENGTH || isStatement(line)) return undefined;
  if (isLabelled(line) || isAgencyCredit(line)) return 'certain';
  return isFormOfCredit(line) ? 'below-caption' : undefined;
}

/** Returns a line that is a credit alone, without the brackets around it. */
export function bare(text: string): string {
  const inner = /^[([（［【]([^()[\]（）［］【】]+)[)\]）］】]\.?$/u.exec(text)?.[1];
  return (inner ?? text).replace(/^\|\s+/, '').trim();
}

/**
 * Splits a line into a caption and the credit behind it: in brackets, after a bar, after "Photo:",
 * or as a last sentence. Returns undefined if there is no credit at its end.
 */
export function splitCredit(text: string): CaptionAndCredit | undefined {
  if (text.length > MAX_CAPTION + MAX_LENGTH) return undefined;
  return inBrackets(text) ?? afterBar(text) ?? afterSentence(text) ?? afterLabel(text);
}

function inBrackets(text: string): CaptionAndCredit | undefined {
  const [, caption, credit] =
    /^(.{3,}?)\s*[([（［]([^()[\]（）［］]{2,150})[)\]）］]\.?$/u.exec(text) ?? [];
  if (caption === undefined || isName(caption)) return undefined;
  if (credit !== undefined && isName(credit) && isDatedCaption(caption)) return { caption, credit };
  // "(Reuters)" behind a paragraph says where the news is from; behind one sentence it is a credit.
  if (credit !== undefined && isAgency(credit) && caption.length > 200) return undefined;
  return pair(caption, credit, isCertain);
}

function afterBar(text: string): CaptionAndCredit | undefined {
  const at = text.indexOf(' | ');
  if (at < 3) return undefined;
  const credit = text.slice(at + 3);
  const caption = text.slice(0, at).trimEnd();
  if (isName(caption) || isAgency(caption)) return undefined;
  // "Ships off the harbor. Mara Quint | Getty Images": the name is part of the credit.
  const sentence = endsSentence(caption) ? undefined : afterSentence(text);
  return (
    sentence ??
    pair(caption, credit, isCertain) ??
    (endsSentence(caption) ? pair(caption, credit, isForm) : undefined)
  );
}

const LABEL = new RegExp(
  `(?<=[.!?。\\s"”'’)\\]])(?:(?:${anyOf(PHOTO.filter((each) => each !== 'via' && each !== 'source'))})\\s*(?:[:：]|\\.{3}|…|/)\\s*|©\\s?|(?:photos?|photographs?|images?|pictures?|illustrations?) (?:by|courtesy of)\\s+(?=\\p{Lu}))`,
  'giu',
);

function afterLabel(text: string): CaptionAndCredit | undefined {
  for (const match of text.matchAll(LABEL)) {
    const found = pair(text.slice(0, match.index), text.slice(match.index), isCertain);
    if (found) return found;
  }
  return undefined;
}

/** "Ships off the harbor. REUTERS/Mara Quint", "Ships off the harbor. Mara Quint/AFP via Getty Images" */
function afterSentence(text: string): CaptionAndCredit | undefined {
  const start = Math.max(0, text.length - MAX_LENGTH);
  for (const match of text
    .slice(start)
    .matchAll(/[.!?…。]["”’)]*\s*(?:[—–/-]\s*)?(?=[\p{Lu}\p{Lo}])/gu)) {
    const at = start + match.index + match[0].length;
    const caption = text.slice(0, at).replace(/\s*[—–/-]?\s*$/u, '');
    if (endsWithAbbreviation(caption)) continue;
    // "… said. / Reuters" is the end of a paragraph; behind a date it is a credit.
    if (/[/-]\s*$/u.test(match[0]) && !isDatedCaption(caption)) continue;
    const found = pair(caption, text.slice(at), isCertain);
    if (found) return found;
  }
  return undefined;
}

function pair(
  caption: string | undefined,
  credit: string | undefined,
  isCredit: (text: string) => boolean,
): CaptionAndCredit | undefined {
  if (caption === undefined || credit === undefined) return undefined;
  const words = caption.trim();
  const line = credit.trim();
  if (words.length > MAX_CAPTION || words === '' || !isCredit(line)) return undefined;
  return { caption: words, credit: line };
}

const isCertain = (text: string) => creditStrength(splitCreditTail(text).text) === 'certain';
const isForm = (text: string) => creditStrength(splitCreditTail(text).text) !== undefined;

/** Captions say when: a name below or behind such a line is that of the photographer. */
export function isDatedCaption(text: string): boolean {
  return text.length <= 400 && /\b(?:19|20)\d\d\b[.”"]?$/u.test(text) && !/^["“]/u.test(text);
}

function isStatement(line: string): boolean {
  if (/^\p{Ll}/u.test(line) && !/^(?:dpa|via|afp|ap|epa|photo|foto|fot|fotograf)\b/u.test(line))
    return true;
  return (
    /[.!?。]$/u.test(line) &&
    !endsWithAbbreviation(line) &&
    !endsWithAgency(line) &&
    line.split(/\s+/u).length > 5
  );
}

function isLabelled(line: string): boolean {
  if (COURTESY.test(line) || OTHER.test(line) || LABEL_THEN_NAME.test(line) || PHOTO_BY.test(line))
    return true;
  const start = line.slice(0, 40);
  const phrase = findPhoto(normal(start));
  if (phrase === undefined) return false;
  const rest = line.slice(phrase.length);
  if (/^\s*(?:[:：]|\.{3}|…|\/)\s*\S/u.test(rest)) return true;
  // "Foto Mara Quint", "Photo AP": a name follows without a colon.
  const name = rest.trim();
  if (/\b(?:by|of|von|par|por|de|di|da|door|van)$/u.test(phrase)) return startsWithName(name);
  return (
    name !== '' &&
    /^(?:photo|foto|fot|bild|фото|写真|صورة|צילום|摄影)$/u.test(phrase) &&
    (isName(name) || isAgency(name))
  );
}

function isAgencyCredit(line: string): boolean {
  if (isAgency(line)) return true;
  if (FOR_HOUSE.test(line) && wordsOf(line).length <= 12) return true;
  const [, name, agency] = /^([^()]{3,40}) \(([^()]{2,30})\)$/u.exec(line) ?? [];
  if (name !== undefined && agency !== undefined) return isName(name) && isAgency(agency);
  const parts = line.split(SEPARATED).filter((part) => part !== '');
  if (parts.length < 2 || !parts.every(isNameLike)) {
    return /^(?:AP|AFP|REUTERS|EPA|DPA) ?Photo/iu.test(line) && isNameLike(line);
  }
  const [first = ''] = parts;
  return (
    endsWithAgency(line) || isAgency(first) || (startsWithAgency(line) && /^[^/]+\//u.test(line))
  );
}

/** "MARA QUINT/Port Ellis Herald", "Mara Quint | Port Authority": two or more names. */
function isFormOfCredit(line: string): boolean {
  const parts = line.split(/\s*\/\s*|\s\|\s/u).filter((part) => part !== '');
  if (parts.length < 2 || parts.length > 5) return isName(line) && !PIPE.test(line);
  return parts.every(isNameLike) && parts.some((part) => isName(part) || isPictureAgency(part));
}

/** A name of a person or a house: few words, most with a capital, no time of day. */
function isNameLike(part: string): boolean {
  const words = wordsOf(part);
  if (words.length === 0 || words.length > 8 || /\d{1,2}[:.]\d\d|^\d/.test(part)) return false;
  const small = words.filter((word) => /^\p{Ll}/u.test(word) && !SMALL.test(word));
  return small.length === 0 || isAgency(part);
}

const SMALL =
  /^(?:de|da|do|dos|del|di|du|van|von|der|den|la|le|el|al|bin|for|the|of|and|und|et|via|dpa|epa|imago|photo|file|pool|picture|alliance|handout|stock|y|e|für|pour|para)(?:[-/,.].*)?$/u;
