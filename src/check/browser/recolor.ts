import type { Page } from 'playwright-core';
import { parseColor, toCss, WHITE, type Color } from '../../css/color.ts';
import { repaintBackground, repaintText, type Repaint } from '../../css/dark-modes.ts';

/** Gives every element of a page the colours that a mail program shows in place of its own. */
export async function recolor(page: Page, repaint: Repaint): Promise<void> {
  const colors = await page.evaluate(colorsInUse);
  const painted = (map: (color: Color) => Color) =>
    Object.fromEntries(
      colors.flatMap((written) => {
        const color = parseColor(written);
        return color ? [[written, toCss(map(color))]] : [];
      }),
    );
  await page.evaluate(paint, {
    text: painted((text) => repaintText(text, repaint)),
    background: painted((background) => repaintBackground(background, repaint)),
    canvas: toCss(repaintBackground(WHITE, repaint)),
  });
}

/** Runs in the page. */
function colorsInUse(): readonly string[] {
  const styles = Array.from(document.querySelectorAll('*'), (each) => getComputedStyle(each));
  return [...new Set(styles.flatMap((style) => [style.color, style.backgroundColor]))];
}

interface Paints {
  readonly text: Readonly<Record<string, string>>;
  readonly background: Readonly<Record<string, string>>;
  readonly canvas: string;
}

/** Runs in the page. Reads all colours before it writes any, because they are inherited. */
function paint({ text, background, canvas }: Paints): void {
  const elements = Array.from(document.querySelectorAll<HTMLElement>('*'), (element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return { element, newColor: text[color], newBackground: background[backgroundColor] };
  });
  for (const { element, newColor, newBackground } of elements) {
    if (newColor !== undefined) element.style.setProperty('color', newColor, 'important');
    if (newBackground !== undefined)
      element.style.setProperty('background-color', newBackground, 'important');
  }
  // Without a background of its own, the letter shows the program's background.
  const root = document.documentElement;
  if (getComputedStyle(root).backgroundColor === 'rgba(0, 0, 0, 0)')
    root.style.setProperty('background-color', canvas, 'important');
}
