import { storyTexts } from '../../article/article.ts';
import { problem } from '../../base/problem.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { lettersAndDigits } from '../letter-text.ts';
import { stylesOf } from '../../css/computed.ts';

/** Parts of the letter, by name, in the order in which they should stand. */
type Parts = readonly (readonly [name: string, element: Element | undefined])[];

/**
 * The paper's name, the label, the headline, the key points, the picture, the story, where to read
 * on, the footer: in this order, as far as they are there (email-html.md D3).
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
  const styleOf = stylesOf(document, { width: 640, dark: false });
  const seen = all
    .filter((element) => !styleOf(element).hidden)
    .map((element) => ({ element, words: lettersAndDigits(element.textContent) }));
  const named = (text = '') =>
    lettersAndDigits(text) === ''
      ? []
      : seen.filter((each) => each.words === lettersAndDigits(text));
  /** The elements that say just this, otherwise the innermost that say it among other words. */
  const saying = (text = '') => {
    const exact = named(text);
    if (exact.length > 0 || lettersAndDigits(text) === '') return exact;
    const holders = seen.filter((each) => each.words.includes(lettersAndDigits(text)));
    return holders.filter(({ element }) => !holders.some((h) => isInside(h.element, element)));
  };
  const { lead } = edition;
  const points = saying(lead.keyPoints[0])[0]?.element;
  // The first paragraph may repeat a key point.
  const story = saying(storyTexts(lead)[1 + lead.keyPoints.length]).find(
    ({ element }) => !points || !(points.contains(element) || element.contains(points)),
  )?.element;
  return [
    ['paper’s name', named(config.name)[0]?.element ?? picture(document, config.name)],
    ['label', named(lead.section)[0]?.element],
    ['headline', document.querySelector('h1') ?? undefined],
    ['key points', points],
    ['picture', lead.image?.source === undefined ? undefined : picture(document, lead.image.alt)],
    ['story', story],
    ['call to action', callToAction(letter)],
    ['footer', saying(config.postalAddress).at(-1)?.element],
  ];
}

function isInside(element: Element, other: Element): boolean {
  return element !== other && other.contains(element);
}

/** The picture with these words; marks may be set otherwise in the letter. */
function picture(document: Document, alt: string | undefined): Element | undefined {
  return Array.from(document.querySelectorAll('img')).find(
    (image) => lettersAndDigits(image.getAttribute('alt') ?? '') === lettersAndDigits(alt ?? ''),
  );
}

/** The link to the lead story, otherwise to the paper, that is not the paper's name. */
function callToAction({ document, edition, config }: ParsedLetter): Element | undefined {
  const url = edition.lead.url ?? config.links.home;
  return Array.from(document.querySelectorAll('a[href]')).find(
    (link) =>
      link.getAttribute('href') === url &&
      lettersAndDigits(link.textContent) !== '' &&
      lettersAndDigits(link.textContent) !== lettersAndDigits(config.name),
  );
}
