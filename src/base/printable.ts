/**
 * What a terminal would obey or a reader could not see: controls, format characters (the
 * right-to-left overrides among them), halves of pairs, and the line ends of Unicode.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A stranger's words as one line that does nothing to a terminal; U+FFFD for what it must not see. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}

/** JSON that may be shown on a terminal: what is unprintable is escaped, and nothing is lost. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
