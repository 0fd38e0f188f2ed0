import { expect, test } from 'vitest';
import { checkInBrowser } from '../../../src/check/browser/check-in-browser.ts';
import { withTestBrowser } from '../../browser/test-browser.ts';
import { changed, sampleLetter, sampleHtml, withMarkup } from '../checks/sample-letter.ts';

const EVERYWHERE = 'at 640, 375 and 320 px';
const withStyle = (html: string, css: string) =>
  html.replace('</head>', `<style>${css}</style></head>`);
const link = (url: string, style: string) =>
  `<a href="https://example.com/${url}" style="color:inherit;${style}">Our archive</a>`;

await withTestBrowser('checking in a browser', (browser) => {
  const problemsIn = (html: string) => checkInBrowser(sampleLetter({ html }), browser);
  /** The problems as "code: detail". */
  const found = async (html: string) =>
    (await problemsIn(html)).map(({ code, detail }) => `${code}: ${detail ?? ''}`);

  test('the sample letter has no problems in a browser', async () => {
    expect(await found(sampleHtml)).toEqual([]);
  });

  test('an accessibility violation is one problem with its element, modes and widths', async () => {
    expect(await problemsIn(changed(/(<html[^>]*?) lang="en-US"/, '$1 lang=""'))).toMatchObject([
      {
        code: 'browser/accessibility',
        severity: 'error',
        place: { file: 'templates/morning' },
        element: expect.stringMatching(/^<html/) as string,
        detail: expect.stringMatching(
          new RegExp(`\\(html-has-lang\\), in light mode and dark mode ${EVERYWHERE}$`),
        ) as string,
      },
    ]);
  });

  test('low contrast is found in each mode separately', async () => {
    const pale = (id: string, style: string) => `<p id="${id}" style="${style}">Some words</p>`;
    const html = withMarkup(
      [
        pale('light', 'color:#8a8a8a;background:#ffffff'),
        pale('dark', 'color:#111111;background:#ffffff'),
        pale('partial', 'color:#000000;background:#7f7f7f'),
        pale('full', 'color:#8a8a8a;background:#111111'),
      ].join(''),
    );
    const css = '@media (prefers-color-scheme: dark) { #dark { color: #cccccc !important } }';
    const problems = await problemsIn(withStyle(html, css));
    const modes = problems.map(({ element, detail }) => [
      /id="(\w+)"/.exec(element ?? '')?.[1],
      /\(color-contrast\), in (.*) at 640, 375 and 320 px$/.exec(detail ?? '')?.[1],
    ]);
    expect(Object.fromEntries(modes)).toEqual({
      light: 'light mode and dark mode',
      dark: 'dark mode',
      partial: 'partial inversion and full inversion',
      full: 'full inversion',
    });
  });

  test('the element that is too wide for a phone is found, though tables grow with it', async () => {
    const html = withMarkup('<div><div style="width:400px" id="wide"><p>Wide</p></div></div>');
    const [first, ...rest] = await problemsIn(html);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ code: 'browser/overflow', expected: '320 px' });
    expect(first?.element).toBe('<div style="width:400px" id="wide">Wide');
    expect(first?.detail).toMatch(/keeps <style> and a program that drops <style> at 320 px$/);
  });

  test('an image that is too wide is found without loading it', async () => {
    const picture = '<img src="https://example.com/a.png" alt="A map" width="500" height="90">';
    expect(await problemsIn(withMarkup(`<p>${picture}</p>`))).toMatchObject([
      { code: 'browser/overflow', element: picture },
    ]);
  });

  test('an element that is too wide without <style> is found', async () => {
    const html = withMarkup('<div id="x" style="width:400px">Wide</div>');
    expect(await found(withStyle(html, '#x { width: auto !important }'))).toEqual([
      'browser/overflow: the element that is too wide, in a program that drops <style> at 320 px',
    ]);
  });

  test('links and buttons that are too small are found, but not a link in a sentence', async () => {
    const html = withMarkup(
      `<div style="line-height:20px">${link('line', 'font-size:14px')}</div>
      <div>${link('button', 'display:inline-block;border:1px solid;padding:8px;line-height:20px')}</div>
      <p>More of it is kept in ${link('sentence', 'text-decoration:underline')}.</p>`,
    );
    const problems = await problemsIn(html);
    expect(problems).toMatchObject([
      { detail: `a link, in light mode ${EVERYWHERE}`, expected: '24 × 24 px' },
      { detail: `a button, in light mode ${EVERYWHERE}`, expected: '44 px high' },
    ]);
    expect(problems.every(({ code }) => code === 'browser/target-size')).toBe(true);
  });

  test('five problems of a kind are reported and the others counted', async () => {
    const lines = [1, 2, 3, 4, 5, 6, 7].map(
      (n) => `<div style="line-height:20px">${link(String(n), 'font-size:14px')}</div>`,
    );
    const problems = await found(withMarkup(lines.join('')));
    expect(problems).toHaveLength(6);
    expect(problems.at(-1)).toBe('browser/target-size: and 2 more');
  });
});
