import { problem } from '../../base/problem.ts';
import { elementTag, type Check, type Inspection } from '../inspection.ts';
import { letters } from '../letters.ts';
import { stylesOf } from '../../css/computed.ts';
import { textElements } from '../../css/texts.ts';
import { foldSpaces } from '../visible-text.ts';

/** An inbox shows about so many characters; what the preheader leaves over is filled. */
const ROOM = 200;
/** The combining grapheme joiner, of which the filler is made. */
const FILLER = '\u034f';

/**
 * The preheader is the first thing in the body, hidden and filled up, is told to the inbox as the
 * description too, and stays out of the text part (email-html.md D1).
 */
export const checkPreheader: Check = (inspection) => {
  const { edition, document, themeFolder } = inspection;
  if (edition.preheader.trim() === '') return [];
  const description = document.querySelector('meta[name="description"]')?.getAttribute('content');
  const found = [
    ...hiddenLine(inspection),
    ...(letters(description ?? '') === letters(edition.preheader)
      ? []
      : [{ detail: '<meta name="description"> does not have it' }]),
    ...textPart(inspection),
  ];
  return found.map((finding) => problem('letter/preheader', { file: themeFolder }, finding));
};

function hiddenLine({ document, edition }: Inspection) {
  const [first] = textElements(document);
  const words = letters(edition.preheader);
  if (!first || !letters(first.text).startsWith(words))
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
function textPart({ text, edition }: Inspection) {
  const headline = foldSpaces(edition.lead.headline);
  const [above = ''] = foldSpaces(text).split(headline);
  const leaked = letters(above).includes(letters(edition.preheader)) || text.includes(FILLER);
  return leaked ? [{ detail: 'it stands in the text part' }] : [];
}
