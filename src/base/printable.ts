/**
 * Characters that control a terminal or are invisible: control characters, format characters (such
 * as right-to-left overrides), lone surrogates, and Unicode line separators.
 */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Returns untrusted text as one line that is safe in a terminal; U+FFFD replaces the rest. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}

/** Returns JSON that is safe in a terminal: unprintable characters are escaped, nothing is lost. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
