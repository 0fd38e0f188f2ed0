/**
 * Comparing texts without regard to case, the same in every database: SQLite knows only the capitals
 * of ASCII, and PostgreSQL those of whatever locale it was set up with. So what differs from a text
 * only in case, or in how its accents are composed (Unicode UAX #15), is replaced before comparing.
 */

/** A spelling, and the folded character that it stands for. */
export type Replacement = readonly [from: string, to: string];

/** Returns a text composed (NFC), with small letters: one character for each, in no language's way. */
export function foldText(text: string): string {
  return Array.from(text.normalize('NFC'), foldCharacter).join('');
}

function foldCharacter(character: string): string {
  if (character === 'ς') return 'σ';
  const small = character.toLowerCase();
  return Array.from(small).length === 1 ? small : character;
}

/** Characters beyond ASCII that fold into it. */
const INTO_ASCII = ['\u212a', '\u037e', '\u1fef'];
const CAPITALS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** No script with capitals, and no compatible character, has a higher code point. */
const LAST_CASED = 0x1ffff;

/** All characters that fold to another one, once they are needed. */
let cased: readonly string[] | undefined;

/** Lists the characters that fold to another: for a text in ASCII, those that fold into ASCII. */
function casedFor(folded: string): readonly string[] {
  if (/^\p{ASCII}*$/u.test(folded)) return [...CAPITALS, ...INTO_ASCII];
  cased ??= Array.from({ length: LAST_CASED }, (_, code) => String.fromCodePoint(code)).filter(
    (character) => character.isWellFormed() && foldText(character) !== character,
  );
  return cased;
}

/** Returns what has to be replaced in a value to compare it with folded texts, the longest first. */
export function foldingFor(folded: readonly string[]): readonly Replacement[] {
  const all = folded.join('');
  const wanted = new Set(all);
  const variants = casedFor(all).filter((each) => wanted.has(foldText(each)));
  const spelled = [...wanted, ...variants].flatMap((character) =>
    decompositionsOf(character).map((from): Replacement => [from, foldText(character)]),
  );
  const singles = variants.map((from): Replacement => [from, foldText(from)]);
  return [...spelled.sort(([one], [other]) => other.length - one.length), ...singles];
}

/**
 * Returns what has to be replaced besides so that values sort as if they were folded: characters that
 * stand on the other side of one of the text's characters than what they fold to.
 */
export function foldingToOrder(folded: string): readonly Replacement[] {
  const limits = Array.from(new Set(folded), codePoint);
  return casedFor(folded)
    .map((from): Replacement => [from, foldText(from)])
    .filter(([from, to]) =>
      limits.some((limit) => codePoint(from) < limit !== codePoint(to) < limit),
    );
}

function codePoint(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Lists the ways in which a character is written with combining marks. */
function decompositionsOf(character: string): readonly string[] {
  const [base = '', ...marks] = character.normalize('NFD');
  if (marks.length === 0) return [];
  const spellings = ordersOf(marks).flatMap((order) =>
    order.map((_, composed) =>
      [
        `${base}${order.slice(0, composed).join('')}`.normalize('NFC'),
        ...order.slice(composed),
      ].join(''),
    ),
  );
  const isSame = (spelling: string) =>
    spelling !== character && spelling.normalize('NFC') === character;
  return [...new Set(spellings)].filter(isSame);
}

function ordersOf(marks: readonly string[]): readonly (readonly string[])[] {
  if (marks.length <= 1) return [marks];
  return marks.flatMap((mark, index) =>
    ordersOf(marks.toSpliced(index, 1)).map((rest) => [mark, ...rest]),
  );
}
