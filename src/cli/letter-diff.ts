import { compareLetters, type LetterDiff } from '../app/approval/letter-diff.ts';
import type { LetterFacts } from '../app/approval/letter-facts.ts';
import { formatCount } from '../base/format.ts';
import { printable } from '../base/printable.ts';
import { styled } from './style.ts';

/** Returns the difference of two letters line by line, as a person reads it. */
export function letterDiffLines(
  before: LetterFacts,
  after: LetterFacts,
  { changes, text }: LetterDiff = compareLetters(before, after),
): readonly string[] {
  const lines = changes.flatMap(({ what }) => LINES[what](before, after));
  if (text === null) return [...lines, 'Text: too many differences to show'];
  if (text.length > 0) return [...lines, 'Text:', ...text.map(colored)];
  return lines.length > 0
    ? [...lines, 'Text: the same']
    : ['Only its encoding differs: it was probably built by another version of Broadsheet.'];
}

type Lines = (before: LetterFacts, after: LetterFacts) => readonly string[];

const LINES: Readonly<Record<LetterDiff['changes'][number]['what'], Lines>> = {
  date: (before, after) => [`Date: ${printable(before.date)} → ${printable(after.date)}`],
  subject: (before, after) => replaced('Subject', [before.subject], [after.subject]),
  preheader: (before, after) => replaced('Preheader', [before.preheader], [after.preheader]),
  headers: (before, after) => replaced('Header fields', before.headers, after.headers),
  html: ({ html: from }, { html: to }) => {
    const sizes = from.bytes === to.bytes ? '' : `${formatCount(from.bytes)} → `;
    return [`HTML: changed, ${sizes}${formatCount(to.bytes)} bytes`];
  },
  pictures: (before, after) => {
    const [from, to] = [before, after].map(({ pictures }) =>
      pictures.map(({ name, bytes }) => `${name} (${formatCount(bytes)} bytes)`),
    );
    return replaced('Pictures', from ?? [], to ?? []);
  },
};

/** What was removed and what was added. */
function replaced(what: string, before: readonly string[], after: readonly string[]) {
  const removed = before.filter((each) => !after.includes(each));
  const added = after.filter((each) => !before.includes(each));
  const order = removed.length + added.length === 0 ? ['  in another order'] : [];
  const lines = [...removed.map((each) => `-${each}`), ...added.map((each) => `+${each}`)];
  return [`${what}:`, ...lines.map(colored), ...order];
}

/** A line of a diff, safe for a terminal. */
function colored(line: string): string {
  const color = ({ '+': 'green', '-': 'red', '@': 'cyan' } as const)[line.charAt(0)];
  const safe = printable(line);
  return `  ${color ? styled(color, safe) : safe}`;
}
