/** What tests look for in a page of the site. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The script of axe, to evaluate: the policy of the pages forbids a <script> element for it. */
export const AXE = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What axe finds in a page that has loaded it. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ['violations'],
    }),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** What is pressed and is smaller than a finger needs; links in a sentence may be. */
export function tooSmall(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, summary, select, input[type="email"], label:has(input)')]
      .filter((element) => element.checkVisibility())
      .filter((element) => element.getBoundingClientRect().height < 44)
      .map((element) => element.outerHTML),
  );
}

/** How far a page is wider than its window. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** The text, the name and the value of what has the focus. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const value = element instanceof HTMLInputElement ? `${element.name} ${element.value}` : '';
    return `${element?.textContent.replaceAll(/\s+/g, ' ') ?? ''} ${value}`;
  });
}
