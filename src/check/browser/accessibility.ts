import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';
import { defined } from '../../base/defined.ts';
import type { SeenElement, Sighting } from './sighting.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules whose results depend on colours; the others are the same in every colour mode. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block'];

/**
 * Runs axe-core on the letter that a page shows and returns what violates WCAG 2.0 to 2.2, levels A
 * and AA; with `onlyColors`, only the rules that depend on colours.
 */
export async function violationsIn(
  page: Page,
  mode: string,
  width: number,
  { onlyColors = false } = {},
): Promise<readonly Sighting[]> {
  // It stays when another letter is shown in the page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const found = await page.evaluate(
    runAxe,
    onlyColors
      ? ({ type: 'rule', values: COLOR_RULES } as const)
      : ({ type: 'tag', values: WCAG } as const),
  );
  return found.map(({ rule, element, contrast }) => ({
    code: 'browser/accessibility',
    rule,
    element,
    mode,
    width,
    ...defined({
      actual: contrast && `${contrast.ratio} to 1 (${contrast.colors})`,
      expected: contrast && `${contrast.least} to 1`,
    }),
  }));
}

interface Violation {
  readonly rule: string;
  readonly element: SeenElement;
  readonly contrast?: { readonly ratio: number; readonly least: string; readonly colors: string };
}

interface ContrastData {
  readonly contrastRatio?: number;
  readonly expectedContrastRatio?: string;
  readonly fgColor?: string;
  readonly bgColor?: string;
}

/** Runs in the page. Target sizes have their own check, which is stricter than axe-core's. */
async function runAxe(runOnly: axe.RunOnly): Promise<readonly Violation[]> {
  const { axe: engine } = window as unknown as { axe: typeof axe };
  const { violations } = await engine.run(document, {
    runOnly,
    ...(runOnly.type === 'tag' && { rules: { 'target-size': { enabled: false } } }),
    resultTypes: ['violations'],
    elementRef: true,
    iframes: false,
  });
  const all = Array.from(document.body.querySelectorAll('*'));
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => {
      const { outerHTML = '', textContent = '' } = node.element ?? {};
      const data = (node.any[0]?.data ?? {}) as ContrastData;
      return {
        rule: `${help} (${id})`,
        element: {
          index: node.element ? all.indexOf(node.element) : -1,
          outerHTML: outerHTML.slice(0, outerHTML.indexOf('>') + 1),
          textContent: textContent.slice(0, 200),
        },
        ...(data.contrastRatio !== undefined && {
          contrast: {
            ratio: data.contrastRatio,
            least: (data.expectedContrastRatio ?? '').replace(':1', ''),
            colors: `${data.fgColor ?? ''} on ${data.bgColor ?? ''}`,
          },
        }),
      };
    }),
  );
}
