/** What a pasted page has around its story: share bars, advertisements, links to other pages. */
import { endsSentence, wordsOf } from './sentence.ts';
import { normal, phraseFinder, phrasesOf } from './vocabulary.ts';

export type Furniture =
  | { readonly kind: 'line'; readonly reason: string }
  /** The short lines below it are links, and belong to it. */
  | { readonly kind: 'block'; readonly reason: string };

export const PAGE = 'a part of the page around the story';
export const LINK = 'a link to another page';

const MAX_LENGTH = 400;
const WHOLE: ReadonlySet<string> = new Set(phrasesOf('furniture'));
const BLOCKS: ReadonlySet<string> = new Set(phrasesOf('linkBlocks'));
const STARTS = phrasesOf('furnitureStarts');
const findStart = phraseFinder(STARTS.map((each) => each.replace(/:$/, '')));
const WITHOUT_COLON: ReadonlySet<string> = new Set(STARTS);
const END_MARK =
  /^(?:[-–—*\s]*#(?:[\s#]*#)?[-–—*\s]*|-+\s*(?:30|ends?|more)\s*-+|\(?(?:\*\s*)*\bENDS?\b(?:\s*\*)*\)?|Ende|Fin|完|了|\(完\)|（完）|\(了\)|（了）)$/u;
const HANDLE = /^@[\w.]{2,30}$/u;
const FORMS: readonly (readonly [RegExp, string])[] = [
  [END_MARK, 'a mark of the end'],
  [HANDLE, 'the name of an account'],
  [/^video\s?\d{1,2}:\d{2}|^\d{1,2}:\d{2}(?::\d{2})?(?:\s*\/\s*\d{1,2}:\d{2})?$/iu, PAGE],
  [/^list (?:of )?\d+ (?:of \d+|items?)$|^\d+ of \d+$|^end of list$/iu, PAGE],
  [
    /^\(?\d+[\s-](?:minutes?|mins?)(?:[\s-](?:listen|read))?\)?$|^(?:listen|reading time|read time)\b.{0,12}\bmin(?:ute)?s?$/iu,
    PAGE,
  ],
  [
    /^\d+(?:[.,]\d+)?[kKmM]?\s+(?:comments?|shares?|views|likes|kommentare|commentaires|comentarios|commenti)$/iu,
    PAGE,
  ],
  [/^[+-]?\d+(?:\.\d+)?\s*\([+-]\d+(?:\.\d+)?%\)$|^[A-Z.]{1,6}\s+[+-]?\d+\.\d+%?$/u, PAGE],
  [
    /\b(?:is|are)? ?(?:available|read|see|find|sign up|watch|download|listen|subscribe|register|view|more|apply|click|full (?:text|story)|found)\b.{0,50}\bhere[.!]?$/iu,
    'a link without its address',
  ],
  [
    /\b(?:sign up here|click here|subscribe here|hier anmelden|inscrivez-vous ici|haz clic aquí)\b[.!]?$/iu,
    PAGE,
  ],
  [
    /^follow\b.{0,60}(?:\bon (?:twitter|x|facebook|instagram|threads|bluesky|linkedin|tiktok|youtube|telegram|whatsapp)\b|@\w|coverage\b|https?:)/iu,
    PAGE,
  ],
  [/^download\b.{0,40}\bapp\b/iu, PAGE],
  [/^(?:for|media|press)\s.{0,40}(?:inquiries|enquiries|contacts?)\s*:/iu, PAGE],
  [/^[^.!?]{0,100}\byour inbox\b.{0,20}$/iu, PAGE],
  [/^more from .{2,50}$/iu, LINK],
  [/^read more (?:of|from|about|on)\b.{0,80}:?$/iu, LINK],
  [/^(?:you can )?(?:now )?listen to\b.{0,40}\barticles?!?$/iu, PAGE],
  [/^new(?:you|!) .{0,60}$/iu, PAGE],
  [/^(?:©|\(c\)|copyright)\s*\d{4}/iu, PAGE],
  [/^(?:write|email|reach|contact|send tips) to .{3,60} at \S+@\S+$/iu, PAGE],
  [
    /^(?:tel|phone|fax|mobile|e-?mail)?[:.\s]*(?:\+?[\d\s().-]{8,20}|[\w.+-]+@[\w.-]+\.\p{L}{2,})$/iu,
    'an address or a number of a contact',
  ],
  [/^[\s|•·]*(?:[\p{L}’' -]{3,30}[|•·]\s*){2,}[\p{L}’' -]{3,30}$/u, ''],
];
const MENU_WORDS =
  /\b(?:contact|privacy|terms|cookies?|about|help|advertise|careers|subscribe|impressum|datenschutz|kontakt|agb|mentions|contacto|aviso|privacidad|contatti|sitemap|newsletters?)\b/iu;

/** Returns what furniture a line is by the words of its language or by its form; or undefined. */
export function furnitureOf(text: string): Furniture | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const line = normal(text).replace(/^[\p{So}\ufe0f\s]+/u, '');
  if (BLOCKS.has(line)) return { kind: 'block', reason: LINK };
  if (WHOLE.has(line)) return { kind: 'line', reason: PAGE };
  if (isMadeOfParts(text)) return { kind: 'line', reason: PAGE };
  const byForm = FORMS.find(([form, reason]) => reason !== '' && form.test(text));
  const isBlock =
    text.length <= 80 && (/[:：]$/u.test(text) || CONTACT.test(text) || DURATION.test(text));
  if (byForm) return { kind: isBlock ? 'block' : 'line', reason: byForm[1] };
  const start = findStart(line);
  if (start === undefined || !isStart(text, line, start)) return undefined;
  return { kind: isBlock ? 'block' : 'line', reason: LINK_STARTS.test(start) ? LINK : PAGE };
}

/** Numbers and addresses follow on the lines below. */
const DURATION = /^video\s?\d{1,2}:\d{2}$|^0{1,2}:\d{2}$|^more from /iu;
const CONTACT = /^(?:media |press )?contacts?\s*:/iu;
const LINK_STARTS =
  /read|related|lesen|lire|lea|lee|leer|leggi|leia|lees|czytaj|читай|oku|اقرأ|קרא|関連|相关|more|mehr|deeper|also|aussi|auch/u;
const WITH_COLON: ReadonlySet<string> = new Set(
  STARTS.filter((each) => each.endsWith(':')).map((each) => each.slice(0, -1)),
);

/** A sentence of the story can begin with such words too: a long one does not count. */
function isStart(text: string, line: string, start: string): boolean {
  const rest = line.slice(start.length);
  if (WITH_COLON.has(start) && !WITHOUT_COLON.has(start))
    return (
      (/^\s*[:：]/u.test(rest) || (rest === '' && /[:：]/u.test(text))) &&
      !(endsSentence(text) && text.length > 120)
    );
  return (
    wordsOf(start).length >= 4 ||
    !endsSentence(text) ||
    text.length <= 80 ||
    /^\s*[:：]/u.test(rest)
  );
}

/** "Contact us | Privacy policy", "Share Facebook Twitter Email": furniture side by side. */
function isMadeOfParts(text: string): boolean {
  const parts = text
    .split(/\s*[|•·/]\s*|\s{2,}/u)
    .map(normal)
    .filter((part) => part !== '');
  if (parts.length < 2) return false;
  const known = parts.filter((part) => WHOLE.has(part) || BLOCKS.has(part));
  const isMenu = parts.length > 2 && known.length > 0 && MENU_WORDS.test(text);
  return known.length === parts.length || (known.length * 2 >= parts.length && isMenu);
}

/** Returns whether a line can be a link of a block of furniture: short, and no sentence. */
export function isLinkLine(text: string): boolean {
  return text.length <= 120 && !/[.。]["”’]?$/u.test(text);
}
