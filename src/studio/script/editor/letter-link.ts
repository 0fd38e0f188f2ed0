/** The way between a line of the story and its place in the letter beside it. */
import { frames } from '../frames.ts';
import { matchTexts, wordsOf, type SourceText } from './matching.ts';

/** Elements that hold a text of their own, if none of them is inside. */
const TEXTS = 'p, h1, h2, h3, h4, h5, h6, li, td, th, div, blockquote, figcaption, img[alt]';

interface LetterText {
  readonly element: HTMLElement;
  readonly words: string;
}

/** Returns the texts that a reader sees in a letter, in order. */
function textsOf(letter: Document): readonly LetterText[] {
  return Array.from(letter.querySelectorAll<HTMLElement>(TEXTS)).flatMap((element) => {
    if (element.querySelector(TEXTS) !== null || element.getClientRects().length === 0) return [];
    const words = wordsOf(element.getAttribute('alt') ?? element.textContent);
    return words === '' ? [] : [{ element, words }];
  });
}

/** Calls `found` with the source of each text of the letter that is clicked. */
export function onLetterClick(
  sources: () => Promise<readonly SourceText[]>,
  found: (source: SourceText) => void,
): void {
  const listenIn = (frame: HTMLIFrameElement) => {
    frame.contentDocument?.addEventListener('click', ({ target }) => {
      void sources().then((texts) => {
        const source = sourceOf(target as Element, frame.contentDocument, texts);
        if (source) found(source);
      });
    });
  };
  for (const frame of frames()) {
    if (frame.contentDocument?.readyState === 'complete') listenIn(frame);
    frame.addEventListener('load', () => {
      listenIn(frame);
    });
  }
}

function sourceOf(
  target: Element,
  letter: Document | null,
  sources: readonly SourceText[],
): SourceText | undefined {
  // A link in the letter leads elsewhere.
  if (!letter || target.closest('a[href]')) return undefined;
  const texts = textsOf(letter);
  const at = texts.findIndex(({ element }) => element.contains(target));
  const matches = matchTexts(
    texts.map(({ words }) => words),
    sources,
  );
  return matches[at];
}

/** Shows the text of a line in the letter, if it has one: scrolls to it, and outlines it for a while. */
export function showLine(line: number, sources: readonly SourceText[]): void {
  showText(
    sources,
    ({ origin }) => origin.kind === 'lines' && origin.from <= line && line <= origin.to,
  );
}

/** Shows what a field of the form became in the letter. */
export function showField(name: string, sources: readonly SourceText[]): void {
  showText(sources, ({ origin }) => origin.kind === 'field' && origin.name === name);
}

const OUTLINED_MS = 1600;

function showText(sources: readonly SourceText[], isMeant: (source: SourceText) => boolean): void {
  const frame = frames().find((each) => each.offsetParent !== null);
  const letter = frame?.contentDocument;
  if (!letter) return;
  const texts = textsOf(letter);
  const matches = matchTexts(
    texts.map(({ words }) => words),
    sources,
  );
  const at = matches.findIndex(
    (match) => match !== undefined && match.story === undefined && isMeant(match),
  );
  const element = texts[at]?.element;
  if (!element) return;
  scrollInside(letter, element);
  // An animation leaves no trace in the letter, which is compared with the next one.
  const color = getComputedStyle(document.body).getPropertyValue('--calm');
  const outline = { outline: `2px solid ${color || 'blue'}`, outlineOffset: '3px' };
  element.animate([outline, outline], OUTLINED_MS);
}

/** Scrolls the letter only: `scrollIntoView` would move the page around it too. */
function scrollInside({ defaultView }: Document, element: HTMLElement): void {
  if (!defaultView) return;
  const { top, bottom } = element.getBoundingClientRect();
  const room = defaultView.innerHeight;
  if (top >= 0 && bottom <= room) return;
  defaultView.scrollBy({ top: top - room / 4, behavior: 'instant' });
}
