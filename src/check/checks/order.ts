import { plainText } from '../../article/rich-text.ts';
import { blockTexts } from '../../article/story-texts.ts';
import { problem } from '../../base/problem.ts';
import { lettersAndDigits, textWithoutNumbers } from '../letter-text.ts';
import { DESKTOP, type Check, type ParsedLetter } from '../parsed-letter.ts';

/** The parts of a letter by name, in the order they should have. */
type Parts = readonly (readonly [name: string, element: Element | undefined])[];

/**
 * The newsletter's name, section, headline, key points, image, story, call to action and footer are
 * in this order, as far as the letter has them (email-html.md D3).
 */
export const checkOrder: Check = (letter) => {
  const all = Array.from(letter.document.querySelectorAll('body *'));
  const present = partsOf(letter, all).flatMap(([name, element]) =>
    element ? [{ name, at: all.indexOf(element) }] : [],
  );
  return present.flatMap(({ name, at }, index) => {
    const before = present[index - 1];
    if (!before || at >= before.at) return [];
    const detail = `the ${name} comes before the ${before.name}`;
    return [problem('letter/order', { file: letter.themeFolder }, detail)];
  });
};

function partsOf(letter: ParsedLetter, all: readonly Element[]): Parts {
  const { document, edition, config } = letter;
  const styleOf = letter.stylesAt(DESKTOP);
  const seen = all
    .filter((element) => !styleOf(element).hidden)
    .map((element) => ({ element, words: lettersAndDigits(textWithoutNumbers(element)) }));
  const withText = (text = '') =>
    lettersAndDigits(text) === ''
      ? []
      : seen.filter((each) => each.words === lettersAndDigits(text));
  /** The elements with exactly this text, otherwise the innermost elements that contain it. */
  const containing = (text = '') => {
    const exact = withText(text);
    if (exact.length > 0 || lettersAndDigits(text) === '') return exact;
    const holders = seen.filter((each) => each.words.includes(lettersAndDigits(text)));
    return holders.filter(({ element }) => !holders.some((h) => isInside(h.element, element)));
  };
  const { lead } = edition;
  const points = containing(plainText(lead.keyPoints[0] ?? []))[0]?.element;
  // The first paragraph may repeat a key point.
  const story = containing(lead.blocks.flatMap(blockTexts)[0]).find(
    ({ element }) => !points || !(points.contains(element) || element.contains(points)),
  )?.element;
  return [
    ['newsletter’s name', withText(config.name)[0]?.element ?? imageWithAlt(document, config.name)],
    ['section', withText(lead.section)[0]?.element],
    ['headline', document.querySelector('h1') ?? undefined],
    ['key points', points],
    [
      'image',
      lead.image?.source === undefined
        ? undefined
        : leadImage(document, lead.image.source, lead.image.alt),
    ],
    ['story', story],
    ['call to action', callToAction(letter)],
    ['footer', containing(config.postalAddress).at(-1)?.element],
  ];
}

function isInside(element: Element, other: Element): boolean {
  return element !== other && other.contains(element);
}

/** Another story may show the same picture, and a decorative one has no words. */
function leadImage(document: Document, source: string, alt = ''): Element | undefined {
  return Array.from(document.querySelectorAll('img')).find(
    (image) => image.getAttribute('src') === source && hasAlt(image, alt),
  );
}

/** The image with this alt text; the letter may set other punctuation. */
function imageWithAlt(document: Document, alt: string): Element | undefined {
  return Array.from(document.querySelectorAll('img')).find((image) => hasAlt(image, alt));
}

function hasAlt(image: Element, alt: string): boolean {
  return lettersAndDigits(image.getAttribute('alt') ?? '') === lettersAndDigits(alt);
}

/** The link to the lead article, or to the home page, whose text is not the newsletter's name. */
function callToAction({ document, edition, config }: ParsedLetter): Element | undefined {
  const url = edition.lead.url ?? config.links.home;
  return Array.from(document.querySelectorAll('a[href]')).find(
    (link) =>
      link.getAttribute('href') === url &&
      lettersAndDigits(link.textContent) !== '' &&
      lettersAndDigits(link.textContent) !== lettersAndDigits(config.name),
  );
}
