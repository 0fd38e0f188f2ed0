import { problem } from '../../base/problem.ts';
import { foldSpaces, lettersAndDigits, textElements } from '../letter-text.ts';
import { DESKTOP, type Check, type ParsedLetter } from '../parsed-letter.ts';
import { elementTag } from '../reporting.ts';

/** How many characters an inbox shows at most; invisible filler follows a shorter preheader. */
const SHOWN = 200;
/** The filler consists of combining grapheme joiners. */
const FILLER = '\u034f';

/**
 * The preheader is the first text in the body, hidden and followed by filler, is the description in
 * the head as well, and is not in the text part (email-html.md D1).
 */
export const checkPreheader: Check = (letter) => {
  const { edition, document, themeFolder } = letter;
  if (edition.preheader.trim() === '') return [];
  const description = document.querySelector('meta[name="description"]')?.getAttribute('content');
  const found = [
    ...hiddenTextFaults(letter),
    ...(lettersAndDigits(description ?? '') === lettersAndDigits(edition.preheader)
      ? []
      : [{ detail: '<meta name="description"> does not have it' }]),
    ...textPartFaults(letter),
  ];
  return found.map((finding) => problem('letter/preheader', { file: themeFolder }, finding));
};

function hiddenTextFaults({ document, edition, stylesAt }: ParsedLetter) {
  const [first] = textElements(document);
  const words = lettersAndDigits(edition.preheader);
  if (!first || !lettersAndDigits(first.text).startsWith(words))
    return [{ detail: 'it is not the first text in the body' }];
  const element = elementTag(first.element);
  const length = Array.from(first.element.textContent).length;
  const { hidden } = stylesAt(DESKTOP)(first.element);
  return [
    ...(hidden ? [] : [{ detail: 'it is visible', element }]),
    ...(length >= SHOWN
      ? []
      : [{ detail: 'characters with filler', actual: length, expected: `at least ${SHOWN}` }]),
  ];
}

/** The article may repeat the preheader; what precedes its headline may not. */
function textPartFaults({ text, edition }: ParsedLetter) {
  const headline = foldSpaces(edition.lead.headline);
  const [above = ''] = foldSpaces(text).split(headline);
  const leaked =
    lettersAndDigits(above).includes(lettersAndDigits(edition.preheader)) || text.includes(FILLER);
  return leaked ? [{ detail: 'it is in the text part' }] : [];
}
