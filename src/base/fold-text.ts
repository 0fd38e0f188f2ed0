/** Text as people search it: without capitals, accents and typographic variants. */

/** Accents of Latin, Greek and Cyrillic, and vowel signs of Arabic and Hebrew, which may be omitted. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;
/** Soft hyphens and other characters that nobody sees. */
const INVISIBLE =
  /\u034f|\ufe0f|[\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
/** Letters that Unicode does not decompose, and signs that people type as another one. */
const VARIANTS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ' },
  ...{ '’': "'", '‘': "'", ʼ: "'", '‐': '-', '‑': '-', '–': '-', '—': '-', '−': '-' },
  ...{ أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي' },
};
const VARIANT = new RegExp(`[${Object.keys(VARIANTS).join('')}]`, 'g');
/** A character with the marks on it: folding never reaches across. */
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;

/**
 * Returns a text in the form in which two spellings of a word are the same: "Québec" is "quebec",
 * "Straße" is "strasse". Each white space becomes a space, except for "\n".
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(VARIANT, (letter) => VARIANTS[letter] ?? letter)
    .replace(/[^\S\n]/g, ' ');
}

/**
 * Returns where a range of a folded text is in the text itself, as [start, end]: whole characters
 * with their marks.
 */
export function unfoldRange(text: string, start: number, end: number): readonly [number, number] {
  let folded = 0;
  let first: number | undefined;
  let last = text.length;
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    if (folded >= end) {
      last = index;
      break;
    }
    folded += foldText(cluster).length;
    if (folded > start) first ??= index;
  }
  return [first ?? last, last];
}
