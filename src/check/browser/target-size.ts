import type { Page } from 'playwright-core';
import type { SeenElement, Sighting } from './sighting.ts';

/** In CSS px: the minimum of WCAG 2.5.8, and a size that is easy to tap. */
const TARGET = 24;
const BUTTON = 44;

/** Finds links that are too small to tap. A link in a sentence may be as high as the line (WCAG 2.5.8). */
export async function smallTargetsIn(
  page: Page,
  mode: string,
  width: number,
): Promise<readonly Sighting[]> {
  const links = await page.evaluate(measureLinks);
  return links.flatMap(({ kind, element, ...box }) => {
    if (kind === 'inline') return [];
    const least = kind === 'button' ? BUTTON : TARGET;
    if (box.height >= least && box.width >= TARGET) return [];
    return [
      {
        code: 'browser/target-size' as const,
        rule: kind === 'button' ? 'a button' : 'a link',
        element,
        mode,
        width,
        actual: `${box.width} × ${box.height} px`,
        expected: kind === 'button' ? `${BUTTON} px high` : `${TARGET} × ${TARGET} px`,
      },
    ];
  });
}

interface Link {
  readonly kind: 'inline' | 'button' | 'link';
  readonly element: SeenElement;
  readonly width: number;
  readonly height: number;
}

/** Runs in the page: measures every visible link and determines its kind. */
function measureLinks(): readonly Link[] {
  /** Whether it has a border or a background, as a button does. */
  const isDrawn = (element: Element) => {
    const style = getComputedStyle(element);
    const border = parseFloat(style.borderTopWidth) > 0 && parseFloat(style.borderLeftWidth) > 0;
    return border || !/^rgba\(.*, 0\)$/.test(style.backgroundColor);
  };
  const isButton = (link: Element) => {
    if (getComputedStyle(link).display === 'inline' || link.querySelector('img')) return false;
    const cell = link.parentElement;
    const alone = cell?.localName === 'td' && cell.children.length === 1;
    return isDrawn(link) || (alone && isDrawn(cell));
  };
  /** Whether the block around it has other text than its links. */
  const isInline = (link: Element) => {
    if (getComputedStyle(link).display !== 'inline') return false;
    let block = link.parentElement;
    while (block && getComputedStyle(block).display === 'inline') block = block.parentElement;
    const copy = block?.cloneNode(true) as Element | undefined;
    for (const each of copy?.querySelectorAll('a') ?? []) each.remove();
    return (copy?.textContent.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= 3;
  };
  const all = Array.from(document.body.querySelectorAll('*'));
  return all
    .filter((each) => each.matches('a[href]') && each.checkVisibility())
    .map((link) => {
      const inner = link.querySelector('img')?.getBoundingClientRect();
      const outer = link.getBoundingClientRect();
      const kind = isInline(link) ? 'inline' : isButton(link) ? 'button' : 'link';
      const largest = (one: number, other = 0) => Math.round(Math.max(one, other) * 10) / 10;
      return {
        kind,
        width: largest(outer.width, inner?.width),
        height: largest(outer.height, inner?.height),
        element: {
          index: all.indexOf(link),
          outerHTML: link.outerHTML.slice(0, link.outerHTML.indexOf('>') + 1),
          textContent: link.textContent.slice(0, 200),
        },
      };
    });
}
