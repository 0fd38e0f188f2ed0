import { problem } from '../../base/problem.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { elementTag } from '../reporting.ts';
import { foldSpaces, lettersAndDigits, textElements } from '../letter-text.ts';
import { stylesOf } from '../../css/computed.ts';

/** An inbox shows about so many characters; what the preheader leaves over is filled. */
const ROOM = 200;
/** The combining grapheme joiner, of which the filler is made. */
const FILLER = '\u034f';

/**
 * The preheader is the first thing in the body, hidden and filled up, is told to the inbox as the
 * description too, and stays out of the text part (email-html.md D1).
 */
export const checkPreheader: Check = (letter) => {
  const { edition, document, themeFolder } = letter;
  if (edition.preheader.trim() === '') return [];
  const description = document.querySelector('meta[name="description"]')?.getAttribute('content');
  const found = [
    ...hiddenLine(letter),
    ...(lettersAndDigits(description ?? '') === lettersAndDigits(edition.preheader)
      ? []
      : [{ detail: '<meta name="description"> does not have it' }]),
    ...textPart(letter),
  ];
  return found.map((finding) => problem('letter/preheader', { file: themeFolder }, finding));
};

function hiddenLine({ document, edition }: ParsedLetter) {
  const [first] = textElements(document);
  const words = lettersAndDigits(edition.preheader);
  if (!first || !lettersAndDigits(first.text).startsWith(words))
    return [{ detail: 'it is not the first thing in the body' }];
  const element = elementTag(first.element);
  const length = Array.from(first.element.textContent).length;
  const { hidden } = stylesOf(document, { width: 640, dark: false })(first.element);
  return [
    ...(hidden ? [] : [{ detail: 'it can be seen', element }]),
    ...(length >= ROOM
      ? []
      : [{ detail: 'with what fills it up', actual: length, expected: `at least ${ROOM}` }]),
  ];
}

/** The story may say the same words; what stands above its headline may not. */
function textPart({ text, edition }: ParsedLetter) {
  const headline = foldSpaces(edition.lead.headline);
  const [above = ''] = foldSpaces(text).split(headline);
  const leaked =
    lettersAndDigits(above).includes(lettersAndDigits(edition.preheader)) || text.includes(FILLER);
  return leaked ? [{ detail: 'it stands in the text part' }] : [];
}
