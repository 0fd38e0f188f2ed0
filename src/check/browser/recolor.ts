import type { Page } from 'playwright-core';
import { parseColor, toCss, WHITE, type Color } from '../../css/color.ts';
import { repaintGround, repaintText, type Repaint } from '../../css/dark-modes.ts';

/** Gives every element of a page the colours that a mail program makes of those it has. */
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
    ground: painted((ground) => repaintGround(ground, repaint)),
    canvas: toCss(repaintGround(WHITE, repaint)),
  });
}

/** Runs in the page. */
function colorsInUse(): readonly string[] {
  const styles = Array.from(document.querySelectorAll('*'), (each) => getComputedStyle(each));
  return [...new Set(styles.flatMap((style) => [style.color, style.backgroundColor]))];
}

interface Paints {
  readonly text: Readonly<Record<string, string>>;
  readonly ground: Readonly<Record<string, string>>;
  readonly canvas: string;
}

/** Runs in the page. All is read before anything is written: colours are inherited. */
function paint({ text, ground, canvas }: Paints): void {
  const elements = Array.from(document.querySelectorAll<HTMLElement>('*'), (element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    return { element, color: text[color], background: ground[backgroundColor] };
  });
  for (const { element, color, background } of elements) {
    if (color !== undefined) element.style.setProperty('color', color, 'important');
    if (background !== undefined)
      element.style.setProperty('background-color', background, 'important');
  }
  // Where nothing is painted, the program's own ground shows.
  const root = document.documentElement;
  if (getComputedStyle(root).backgroundColor === 'rgba(0, 0, 0, 0)')
    root.style.setProperty('background-color', canvas, 'important');
}
