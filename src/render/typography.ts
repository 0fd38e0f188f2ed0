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

/**
 * Replaces typed quotation marks, apostrophes, double hyphens and triple dots with the typographic
 * ones of the language. Text in a language without known marks is unchanged.
 */
export function typeset(text: string, locale: string): string {
  const quotes = QUOTES[new Intl.Locale(locale).language];
  if (!quotes) return text;
  const plain = text.replace(/(?<!-)--(?!-)/g, '—').replace(/(?<!\.)\.\.\.(?!\.)/g, '…');
  let outer = false;
  let inner = false;
  return plain.replace(/["']/g, (mark, at: number) => {
    const before = plain.slice(Math.max(0, at - 1), at);
    const after = plain.slice(at + 1, at + 8);
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
