const NAME = /^(\d{4}-\d{2}-\d{2})-([\p{L}\p{M}\p{N}]+(?:-[\p{L}\p{M}\p{N}]+)*)(?:\.(?:txt|md))?$/u;
/** The files that hold a story: wire text, and Markdown. */
const STORY = /\.(?:txt|md)$/;
/** The first part of a name that was meant as a date, and what follows it. */
const DATE_FIRST = /^(\d{4})[-_. ]?(\d{1,2})[-_. ]?(\d{1,2})(?!\d)(.*)$/s;
const YEAR_LAST = /^(\d{1,2})[-_. /](\d{1,2})[-_. ](\d{4})(?!\d)(.*)$/s;
/** Extensions of texts; a file with another one is a picture, an approval or a list. */
const TEXT = /\.(?:te?xt|md|markdown|mdx|html?|rtf|docx?|odt|pages)$/i;

export interface EditionName {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly date: string;
}

/**
 * Parses the id and the date from the name of an edition's file or folder. Returns undefined if it
 * is not a valid edition name. The id is in NFC, whatever form the file system keeps.
 */
export function parseEditionName(fileName: string): EditionName | undefined {
  const name = fileName.normalize('NFC');
  const match = NAME.exec(name);
  const date = match?.[1];
  if (date === undefined || !isDate(date)) return undefined;
  return { id: name.replace(STORY, ''), date };
}

/** Returns whether a file name in an edition's folder is one of a story. */
export function isStoryName(fileName: string): boolean {
  return STORY.test(fileName);
}

/** The number by which a story of an edition is sorted; `z` where its name must come last. */
const ORDER_NUMBER = /^z?(\d{1,3})[-_. ]+(?=[^-_. ].*\.(?:txt|md)$)/s;

/** Returns the name of a story's file without the number for its order, and without its extension. */
export function storyName(fileName: string): string {
  return fileName
    .replace(/^.*[/\\]/, '')
    .replace(ORDER_NUMBER, '')
    .replace(STORY, '');
}

/**
 * Returns the names for the stories of an edition, given in the order that they shall have, so that
 * their names sort in it: 1-lead.md, 2-next.md. A number that each of them has is replaced; any other
 * is part of a name.
 */
export function numberedNames(names: readonly string[]): readonly string[] {
  const numbers = names.flatMap((name) => ORDER_NUMBER.exec(name)?.[1] ?? []);
  const areNumbered = numbers.length === names.length;
  const first = areNumbered ? Math.min(1, ...numbers.map(Number)) : 1;
  const width = numbers.some((number) => /^0\d/.test(number))
    ? Math.max(...numbers.map(({ length }) => length))
    : 1;
  return names.map((name, index) => {
    const rest = areNumbered ? name.replace(ORDER_NUMBER, '') : name;
    return `${String(first + index).padStart(width, '0')}-${rest}`;
  });
}

/**
 * Returns what is wrong with the name of a file or folder that looks meant as an edition or a story,
 * and is not one, as text that completes the title of edition/name. Undefined for anything else: a
 * picture, a list, an approval, a README, a hidden file.
 */
export function misnaming(fileName: string, kind: 'file' | 'folder'): string | undefined {
  const name = fileName.normalize('NFC');
  const isText = kind === 'file' && TEXT.test(name);
  if (/^\.|^_|^readme\b/i.test(name)) return undefined;
  const dated = dateOf(name);
  if (!dated) return isText ? `"${name}" has no date` : undefined;
  if (kind === 'file' && !isText && /\.[a-z][a-z\d]{0,9}$/i.test(name)) return undefined;
  if (!isDate(dated.date)) return `there is no day ${dated.date}`;
  const words = dated.rest.replace(TEXT, '');
  const id = editionId(dated.date, words) ?? `${dated.date}-words-of-the-headline`;
  return `rename "${name}" to "${kind === 'file' ? `${id}${storyExtension(name)}` : id}"`;
}

/** Returns the extension that a file with a name such as "Story.MD" should have. */
export function storyExtension(fileName: string): '.txt' | '.md' {
  return /\.(?:md|markdown|mdx)$/i.test(fileName) ? '.md' : '.txt';
}

/** The date (YYYY-MM-DD, which may not exist) that a name begins with, and the rest of the name. */
function dateOf(name: string): { readonly date: string; readonly rest: string } | undefined {
  const [, year = '', month = '', day = '', rest = ''] =
    DATE_FIRST.exec(name) ?? reordered(YEAR_LAST.exec(name)) ?? [];
  if (year === '') return undefined;
  return { date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, rest };
}

function reordered(match: RegExpExecArray | null): readonly string[] | undefined {
  const [all = '', first = '', second = '', year = '', rest = ''] = match ?? [];
  if (year === '') return undefined;
  // 25-11-2026 is a day first; 11-25-2026 can only be a month first.
  return Number(second) > 12 ? [all, year, first, second, rest] : [all, year, second, first, rest];
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
