import { mapTexts, type RichText } from '../article/rich-text.ts';

/** The quotation marks of a language: outer opening and closing, inner opening and closing. */
type Quotes = readonly [string, string, string, string];

const ENGLISH: Quotes = ['“', '”', '‘', '’'];
const LOW_HIGH: Quotes = ['„', '“', '‚', '‘'];
const SWEDISH: Quotes = ['”', '”', '’', '’'];

/** By language (CLDR delimiters). Other languages keep quotation marks as typed. */
const QUOTES: Readonly<Record<string, Quotes>> = {
  en: ENGLISH,
  es: ENGLISH,
  nl: ENGLISH,
  pt: ENGLISH,
  tr: ENGLISH,
  de: LOW_HIGH,
  cs: LOW_HIGH,
  sk: LOW_HIGH,
  bg: LOW_HIGH,
  pl: ['„', '”', '«', '»'],
  hu: ['„', '”', '»', '«'],
  sv: SWEDISH,
  fi: SWEDISH,
  da: ['»', '«', '›', '‹'],
  it: ['«', '»', '“', '”'],
  ru: ['«', '»', '„', '“'],
  uk: ['«', '»', '„', '“'],
  fr: ['«\u00a0', '\u00a0»', '‹\u00a0', '\u00a0›'],
};

const OPENS_AFTER = /(?:^|[\s([{«“‘„‚»›/—–-])$/u;
/** Words that start with an apostrophe, and decades. */
const ELISION = /^(?:\d\ds?|tis|twas|em|til|cause|round|n)\b/iu;

/** Double hyphens, triple dots and quotation marks as typed. */
const TYPED = /(?<!-)--(?!-)|(?<!\.)\.\.\.(?!\.)|["']/g;

/** Replaces `typed`, which begins at a place in a text. */
interface Edit {
  readonly at: number;
  readonly typed: string;
  readonly set: string;
}

/**
 * Replaces typed quotation marks, apostrophes, double hyphens and triple dots with the typographic
 * ones of the language. Text in a language without known marks is unchanged.
 */
export function typeset(text: string, locale: string): string {
  return applyEdits(text, editsOf(text, locale));
}

/**
 * Does the same for text with markup: a quotation may begin inside a link and end after it. Code is
 * unchanged.
 */
export function typesetRich(rich: RichText, locale: string): RichText {
  const pieces = piecesOf(rich);
  const edits = editsOf(pieces.map(({ context }) => context).join(''), locale);
  const starts: number[] = [];
  let end = 0;
  for (const { context, isText } of pieces) {
    if (isText) starts.push(end);
    end += context.length;
  }
  let index = 0;
  let next = 0;
  return mapTexts(rich, (text) => {
    const start = starts[index++] ?? 0;
    const own: Edit[] = [];
    for (; next < edits.length; next++) {
      const edit = edits[next];
      if (!edit || edit.at >= start + text.length) break;
      // A sign that ends in another text, such as a dash on both sides of a tag, stays as typed.
      const isWhole = edit.at >= start && edit.at + edit.typed.length <= start + text.length;
      if (isWhole) own.push({ ...edit, at: edit.at - start });
    }
    return applyEdits(text, own);
  });
}

/** The texts of a rich text in reading order, and what stands between them. */
function piecesOf(rich: RichText): readonly { context: string; isText: boolean }[] {
  return rich.flatMap((inline) => {
    if (inline.kind === 'text') return [{ context: inline.text, isText: true }];
    if ('children' in inline) return piecesOf(inline.children);
    // Marks in code are no marks of the sentence around it.
    if (inline.kind === 'code')
      return [{ context: inline.text.replace(/["'.-]/g, 'x'), isText: false }];
    return inline.kind === 'break' ? [{ context: '\n', isText: false }] : [];
  });
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  let done = 0;
  const parts = edits.map(({ at, typed, set }) => {
    const part = text.slice(done, at) + set;
    done = at + typed.length;
    return part;
  });
  return parts.join('') + text.slice(done);
}

function editsOf(text: string, locale: string): readonly Edit[] {
  const quotes = QUOTES[new Intl.Locale(locale).language];
  if (!quotes) return [];
  let outer = false;
  let inner = false;
  const setMark = (mark: string, at: number): string => {
    const before = text.slice(Math.max(0, at - 1), at);
    const after = text.slice(at + 1, at + 8);
    const opens = OPENS_AFTER.test(before) && /^\S/.test(after);
    if (mark === '"') {
      if (!outer && /\d/.test(before)) return '″';
      outer = opens;
      return opens ? quotes[0] : quotes[1];
    }
    if (opens && !ELISION.test(after)) {
      inner = true;
      return quotes[2];
    }
    const closes = inner && !/^\p{L}/u.test(after);
    if (closes) inner = false;
    return closes ? quotes[3] : '’';
  };
  return Array.from(text.matchAll(TYPED), ({ 0: typed, index: at }) => {
    const set = typed === '--' ? '—' : typed === '...' ? '…' : setMark(typed, at);
    return { at, typed, set };
  });
}

/** Joins a short last word of a headline to the one before, so that it is not alone on a line. */
export function withoutWidow(headline: string): string {
  const words = headline.split(' ');
  const last = words.at(-1) ?? '';
  return words.length >= 4 && last.length <= 10
    ? `${words.slice(0, -1).join(' ')}\u00a0${last}`
    : headline;
}
