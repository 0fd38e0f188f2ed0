import type { Page } from 'playwright-core';
import type { SeenElement, Sighting } from './sighting.ts';

/**
 * Finds the element that makes the letter scroll sideways: with <style>, and without it, because some
 * mail programs drop it. Removes <style> from the page.
 */
export async function overflowIn(page: Page, width: number): Promise<readonly Sighting[]> {
  const styled = await page.evaluate(widestBeyond);
  await page.evaluate(dropStyles);
  const plain = await page.evaluate(widestBeyond);
  return [
    ...(styled ? [sighting(styled, 'a program that keeps <style>', width)] : []),
    ...(plain ? [sighting(plain, 'a program that drops <style>', width)] : []),
  ];
}

interface Beyond {
  readonly element: SeenElement;
  /** The width of the whole letter in px. */
  readonly scrollWidth: number;
}

function sighting({ element, scrollWidth }: Beyond, mode: string, width: number): Sighting {
  return {
    code: 'browser/overflow',
    rule: 'the element that is too wide',
    element,
    mode,
    width,
    actual: `the letter is ${scrollWidth} px wide`,
    expected: `${width} px`,
  };
}

/** Runs in the page. */
function dropStyles(): void {
  for (const each of document.querySelectorAll('style, link')) each.remove();
}

/**
 * Runs in the page: finds the innermost element that is too wide. A table grows with its widest cell,
 * so widths do not show the cause; the cause still scrolls with its siblings hidden.
 */
function widestBeyond(): Beyond | null {
  const root = document.documentElement;
  const scrolls = () => root.scrollWidth > root.clientWidth;
  /** Whether the letter scrolls with only one of some siblings shown, or none. */
  const scrollsWith = (shown: Element | null, siblings: readonly HTMLElement[]) => {
    const before = siblings.map((each) => each.getAttribute('style'));
    for (const each of siblings)
      if (each !== shown) each.style.setProperty('display', 'none', 'important');
    const answer = scrolls();
    for (const [at, each] of siblings.entries()) {
      const style = before[at] ?? null;
      if (style === null) each.removeAttribute('style');
      else each.setAttribute('style', style);
    }
    return answer;
  };
  const { scrollWidth } = root;
  if (!scrolls()) return null;
  let widest: HTMLElement = document.body;
  for (;;) {
    const children = Array.from(widest.children).filter((each) => each instanceof HTMLElement);
    const child = scrollsWith(null, children)
      ? undefined
      : children.find((each) => scrollsWith(each, children));
    if (!child) break;
    widest = child;
  }
  return {
    scrollWidth,
    element: {
      index: Array.from(document.body.querySelectorAll('*')).indexOf(widest),
      outerHTML: widest.outerHTML.slice(0, widest.outerHTML.indexOf('>') + 1),
      textContent: widest.textContent.slice(0, 200),
    },
  };
}
