import { problem } from '../../base/problem.ts';
import { contrastRatio, over, toHex } from '../../css/color.ts';
import type { Style } from '../../css/computed.ts';
import { asWritten, fullyInverted, partlyInverted, type Repaint } from '../../css/dark-modes.ts';
import { textElements } from '../letter-text.ts';
import { DESKTOP, type Check } from '../parsed-letter.ts';
import { elementTag, firstFew } from '../reporting.ts';

interface Mode {
  readonly name: string;
  readonly dark: boolean;
  readonly repaint: Repaint;
}

const MODES: readonly Mode[] = [
  { name: 'light mode', dark: false, repaint: asWritten },
  { name: 'dark mode', dark: true, repaint: asWritten },
  { name: 'partial inversion (Gmail on Android)', dark: false, repaint: partlyInverted },
  { name: 'full inversion (Gmail on iOS)', dark: false, repaint: fullyInverted },
];

/** Font sizes in px from which a lower contrast is enough (WCAG 2, 1.4.3). */
const LARGE = 24;
const LARGE_BOLD = 18.66;

/** Text has enough contrast in each colour mode of the mail programs (email-html.md A8). */
export const checkContrast: Check = ({ document, stylesAt, themeFolder }) => {
  const light = stylesAt(DESKTOP);
  const dark = stylesAt({ ...DESKTOP, dark: true });
  const found = new Map<string, readonly [Failure, ...Element[]]>();
  for (const { element } of textElements(document)) {
    const worst = worstOf(
      MODES.flatMap((mode) => failureIn(mode, (mode.dark ? dark : light)(element))),
    );
    if (!worst) continue;
    const [, ...others] = found.get(worst.detail) ?? [];
    found.set(worst.detail, [worst, ...others, element]);
  }
  return firstFew(
    Array.from(found.values(), ([{ detail, ratio, least }, ...elements]) =>
      problem(
        'html/contrast',
        { file: themeFolder },
        {
          detail: elements.length > 1 ? `${detail}, ${elements.length} times` : detail,
          ...(elements[0] && { element: elementTag(elements[0]) }),
          actual: `${ratio} to 1`,
          expected: `at least ${least} to 1`,
        },
      ),
    ),
  );
};

interface Failure {
  readonly mode: string;
  readonly detail: string;
  /** Rounded down to two decimals. */
  readonly ratio: number;
  readonly least: number;
}

function failureIn({ name, repaint }: Mode, style: Style): readonly Failure[] {
  if (style.hidden || style.fontSize === 0) return [];
  const alpha = style.color.alpha * style.opacity;
  const seen = repaint({ text: style.color, background: style.background });
  const text = over({ ...seen.text, alpha }, seen.background);
  const ratio = Math.floor(contrastRatio(text, seen.background) * 100) / 100;
  const least = isLarge(style) ? 3 : 4.5;
  const detail = `${toHex(text)} on ${toHex(seen.background)} in ${name}`;
  return ratio < least ? [{ mode: name, detail, ratio, least }] : [];
}

function isLarge({ fontSize, bold }: Style): boolean {
  return fontSize >= LARGE || (bold && fontSize >= LARGE_BOLD);
}

/** The lowest contrast of an element; its detail names the other modes that fail. */
function worstOf(failures: readonly Failure[]): Failure | undefined {
  const [worst, ...others] = failures.toSorted((a, b) => a.ratio - b.ratio);
  if (!worst || others.length === 0) return worst;
  return { ...worst, detail: `${worst.detail}, also in ${others.map((o) => o.mode).join(', ')}` };
}
