const NAME = /^(\d{4}-\d{2}-\d{2})-([\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*)(?:\.txt)?$/u;

export interface EditionName {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
}

/**
 * Parses the id and the date from the name of an edition's file or folder. Returns undefined if it
 * is not a valid edition name.
 */
export function parseEditionName(fileName: string): EditionName | undefined {
  const match = NAME.exec(fileName);
  const date = match?.[1];
  if (date === undefined || !isDate(date)) return undefined;
  return { id: fileName.replace(/\.txt$/, ''), date };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** File systems allow names of 255 bytes, and some files of an edition have a longer extension. */
const LONGEST_WORDS = { characters: 60, bytes: 200 };

/**
 * Makes an edition's id from a date (YYYY-MM-DD) and a headline: letters and digits of any script,
 * in lower case, cut after a whole word if possible. Returns undefined if the headline has no
 * letters or digits.
 */
export function editionId(date: string, headline: string): string | undefined {
  const words = headline
    .normalize('NFC')
    .toLowerCase()
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  const [first, ...others] = words;
  if (first === undefined) return undefined;
  let name = cut(first);
  for (const word of others) {
    const longer = `${name}-${word}`;
    if (cut(longer) !== longer) break;
    name = longer;
  }
  return `${date}-${name}`;
}

/** Cuts a name to the length limit, in whole characters. */
function cut(name: string): string {
  const characters = Array.from(name).slice(0, LONGEST_WORDS.characters);
  while (Buffer.byteLength(characters.join('')) > LONGEST_WORDS.bytes) characters.pop();
  return characters.join('');
}
