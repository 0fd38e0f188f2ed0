import { shorten, visibleLength } from '../../base/format.ts';
import { problem, type ProblemDetails, type ProblemCode } from '../../base/problem.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { lettersAndDigits } from '../letter-text.ts';

const LONGEST = 100;
/** About how many characters of a subject each shows. */
const SHOWN = [
  ['a phone', 40],
  ['Gmail', 70],
  ['Apple Mail', 80],
] as const;
/** A subject with fewer capital letters may consist of abbreviations. */
const SHOUTED_LETTERS = 8;

const CODES: readonly (readonly [
  ProblemCode,
  (letter: ParsedLetter) => ProblemDetails | undefined,
])[] = [
  ['subject/missing', missing],
  ['subject/length', tooLong],
  ['subject/shouting', shouting],
  ['subject/repeated', repeated],
  ['subject/emoji-split', splitEmoji],
];

/** The subject exists, is short enough, does not shout, has whole emoji and is not repeated. */
export const checkSubject: Check = (letter) => {
  const { file } = letter.edition.lead;
  return CODES.flatMap(([code, look]) => {
    const finding = look(letter);
    return finding ? [problem(code, { file }, finding)] : [];
  });
};

function missing({ edition }: ParsedLetter): ProblemDetails | undefined {
  return /[^\s\p{C}]/u.test(edition.subject) ? undefined : {};
}

function tooLong({ edition: { subject } }: ParsedLetter): ProblemDetails | undefined {
  const actual = visibleLength(subject);
  if (actual <= LONGEST) return undefined;
  const shown = SHOWN.map(
    ([where, length]) => `${where} shows about ${length}: "${shorten(subject, length)}"`,
  );
  return { detail: shown.join('; '), actual, expected: `at most ${LONGEST} characters` };
}

function shouting({ edition: { subject } }: ParsedLetter): ProblemDetails | undefined {
  const capitals = subject.match(/\p{Lu}/gu)?.length ?? 0;
  if (capitals >= SHOUTED_LETTERS && !/\p{Ll}/u.test(subject)) return { detail: 'all capitals' };
  const marks = subject.match(/!/g)?.length ?? 0;
  if (marks > 1) return { detail: `${marks} exclamation marks` };
  return subject.includes('?!') ? { detail: '"?!"' } : undefined;
}

function repeated({ edition }: ParsedLetter): ProblemDetails | undefined {
  const [subject, preheader] = [edition.subject, edition.preheader].map((text) =>
    lettersAndDigits(text).toLowerCase(),
  );
  if (!subject || !preheader) return undefined;
  if (preheader === subject) return { detail: 'they are the same' };
  if (preheader.startsWith(subject)) return { detail: 'the preheader begins with the subject' };
  return subject.startsWith(preheader)
    ? { detail: 'the subject begins with the preheader' }
    : undefined;
}

/** Half a surrogate pair, a joiner with nothing to join, or half a flag. */
function splitEmoji({ edition }: ParsedLetter): ProblemDetails | undefined {
  const isSplit = (text: string) =>
    !text.isWellFormed() ||
    /\ufffd|\p{Extended_Pictographic}\ufe0f?\p{EMod}?\u200d(?!\p{Extended_Pictographic})/u.test(
      text,
    ) ||
    /(?<!\p{RI})(?:\p{RI}\p{RI})*\p{RI}(?!\p{RI})/u.test(text);
  const [where] = (['subject', 'preheader'] as const).filter((name) => isSplit(edition[name]));
  return where && { detail: `in the ${where}` };
}
