import { problem, type ProblemDetails } from '../../base/problem.ts';
import { firstFew, placeInArticles } from '../reporting.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { columnsOf } from '../../render/wrap.ts';
import { lettersAndDigits } from '../letter-text.ts';
import { recipientAddresses } from '../message-headers.ts';

const WIDTH = 78;
const IMAGE_URL = /https?:\/\/\S+\.(?:jpe?g|png|gif|webp|avif|svg)\b/i;
const MOST_CAPITALS = 3;

/**
 * The text part reads as if a person had typed it: lines have at most 78 characters, no line is an
 * image URL or all capitals, and each mailto: link is whole (email-html.md D2).
 */
export const checkTextPart: Check = (letter) => {
  const { edition, text, themeFolder } = letter;
  const links = Array.from(letter.document.querySelectorAll('a[href]'), (link) =>
    (link.getAttribute('href') ?? '').trim(),
  );
  const recipient = recipientAddresses(letter.raw);
  const found = text.split(/\r?\n/).flatMap((line) => {
    const fault = faultOf(withoutLinks(line, links), recipient);
    if (!fault) return [];
    const words = lettersAndDigits(line);
    const place =
      words === ''
        ? undefined
        : placeInArticles(edition, (own) => lettersAndDigits(own).includes(words));
    return [problem('letter/text', place ?? { file: themeFolder }, fault)];
  });
  const lost = missingAddresses(letter).map((address) =>
    problem('letter/text', { file: themeFolder }, `the address ${address} is in the HTML only`),
  );
  return firstFew([...found, ...lost]);
};

function faultOf(line: string, recipient: readonly string[]): ProblemDetails | undefined {
  const shown = `"${line.trim().slice(0, 60)}"`;
  const length = columnsOf(line);
  if (length > WIDTH && canBreak(line) && !recipient.some((each) => has(line, each)))
    return { detail: `the line ${shown}`, actual: length, expected: `at most ${WIDTH}` };
  if (IMAGE_URL.test(line)) return { detail: `an image URL in ${shown}` };
  if (isShouted(line)) return { detail: `${shown} is all capitals` };
  if (/\bmailto:(?:\s|$)/i.test(line)) return { detail: `mailto: is cut off in ${shown}` };
  return undefined;
}

/** Without the addresses of the letter's links: one may lead to a picture. */
function withoutLinks(line: string, links: readonly string[]): string {
  if (!IMAGE_URL.test(line)) return line;
  return line
    .split(' ')
    .filter((word) => !links.includes(word))
    .join(' ');
}

function has(line: string, address: string): boolean {
  return line.toLowerCase().includes(address);
}

/** Whether the line has a space to break at, after its indent and list mark. */
function canBreak(line: string): boolean {
  return /[ \t]/.test(line.replace(/^[ \t]*(?:[>*-]|\d+\.|\[\d+\])?[ \t]*/, '').trimEnd());
}

function isShouted(line: string): boolean {
  // A row of a table may have a code in each column.
  if (/\S {2,}\S/.test(line)) return false;
  const words = line.match(/[\p{L}\p{M}’']{2,}/gu) ?? [];
  const isCapital = (word: string) => word === word.toUpperCase() && word !== word.toLowerCase();
  return words.length > MOST_CAPITALS && words.every(isCapital) && !/\p{Ll}/u.test(line);
}

/** The addresses that only the HTML has. checkUnsubscribe covers the link to unsubscribe. */
function missingAddresses({ document, text, urls }: ParsedLetter): readonly string[] {
  const links = Array.from(document.querySelectorAll('a[href^="mailto:"]'), (link) =>
    (link.getAttribute('href') ?? '').trim(),
  );
  const addresses = links
    .filter((link) => link !== urls.unsubscribe)
    .map((link) => link.slice('mailto:'.length).split('?')[0] ?? '');
  return [...new Set(addresses)].filter((address) => !text.includes(address));
}
