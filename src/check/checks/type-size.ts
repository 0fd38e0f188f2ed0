import { problem, type ProblemDetails } from '../../base/problem.ts';
import type { Style } from '../../css/computed.ts';
import { lineFactor } from '../../css/font.ts';
import type { Viewport } from '../../css/media.ts';
import { proseElements, textElements } from '../letter-text.ts';
import { DESKTOP, PHONE, type Check, type ParsedLetter } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

/** In px. */
const SMALLEST = 14;
const SMALLEST_PROSE = 16;
/** A factor of the font size. */
const TIGHTEST_PROSE = 1.5;

/** Media queries may set other sizes on a phone. */
const VIEWPORTS = [
  [DESKTOP, ''],
  [PHONE, ' on a phone'],
] as const;

/**
 * Running text has at least 16 px and a line height of at least 1.5; no text is smaller than 14 px
 * (email-html.md A9).
 */
export const checkTypeSize: Check = (letter) => {
  const prose = new Set(proseElements(letter.document, letter.edition));
  const faulty = new Set<Element>();
  const found = VIEWPORTS.flatMap(([viewport, where]) =>
    visibleText(letter, viewport).flatMap(([element, style]) => {
      const fault = faulty.has(element) ? undefined : faultOf(style, prose.has(element), where);
      if (!fault) return [];
      faulty.add(element);
      const finding = { ...fault, element: elementTag(element) };
      return [problem('html/type-size', { file: letter.themeFolder }, finding)];
    }),
  );
  return firstFew(found);
};

function visibleText(
  { document, stylesAt }: ParsedLetter,
  viewport: Viewport,
): readonly (readonly [Element, Style])[] {
  const styleOf = stylesAt(viewport);
  return textElements(document)
    .map(({ element }) => [element, styleOf(element)] as const)
    .filter(([, { hidden, fontSize }]) => !hidden && fontSize > 0);
}

function faultOf(style: Style, isProse: boolean, where: string): ProblemDetails | undefined {
  const { fontSize, lineHeight } = style;
  const smallest = isProse ? SMALLEST_PROSE : SMALLEST;
  if (fontSize < smallest) {
    const detail = `${isProse ? 'prose' : 'text'}${where}`;
    return { detail, actual: `${round(fontSize)} px`, expected: `at least ${smallest} px` };
  }
  const line = lineFactor(lineHeight, fontSize);
  if (!isProse || round(line) >= TIGHTEST_PROSE) return undefined;
  const detail = `line height of prose${where}`;
  return { detail, actual: round(line), expected: `at least ${TIGHTEST_PROSE}` };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
