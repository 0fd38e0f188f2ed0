import { problem, type ProblemDetails } from '../../base/problem.ts';
import type { Check, ParsedLetter } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';
import { proseElements, textElements } from '../letter-text.ts';
import { stylesOf, type Style } from '../../css/computed.ts';
import { lineFactor } from '../../css/type.ts';

const SMALLEST = 14;
const SMALLEST_PROSE = 16;
const TIGHTEST_PROSE = 1.5;

/** A letter's own width, and a phone's: a phone may be told other sizes. */
const WIDTHS = [
  [640, ''],
  [375, ' on a phone'],
] as const;

/**
 * Prose is set in 16 px or more with lines of 1.5 or more, and nothing is smaller than 14 px
 * (email-html.md A9).
 */
export const checkTypeSize: Check = (letter) => {
  const prose = new Set(proseElements(letter.document, letter.edition));
  const faulty = new Set<Element>();
  const found = WIDTHS.flatMap(([width, where]) =>
    visible(letter, width).flatMap(([element, style]) => {
      const fault = faulty.has(element) ? undefined : faultOf(style, prose.has(element), where);
      if (!fault) return [];
      faulty.add(element);
      const finding = { ...fault, element: elementTag(element) };
      return [problem('html/type-size', { file: letter.themeFolder }, finding)];
    }),
  );
  return firstFew(found);
};

function visible(
  { document }: ParsedLetter,
  width: number,
): readonly (readonly [Element, Style])[] {
  const styleOf = stylesOf(document, { width, dark: false });
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
