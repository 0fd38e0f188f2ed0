import type { Page } from 'playwright-core';
import type { SeenElement, Sighting } from './sighting.ts';

/**
 * What makes the letter scroll sideways, as it is and without its <style>, which some programs
 * drop. Afterwards the page has lost its <style>.
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
  /** How wide the whole letter comes to be. */
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
 * Runs in the page: the innermost element that is too wide by itself. A table stretches with its
 * widest cell, so boxes do not tell who began: what still scrolls while all beside it is hidden does.
 */
function widestBeyond(): Beyond | null {
  const root = document.documentElement;
  const scrolls = () => root.scrollWidth > root.clientWidth;
  /** Whether the letter scrolls while of some siblings only one is shown, or none. */
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
