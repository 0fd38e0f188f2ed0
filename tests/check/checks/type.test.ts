import { describe, expect, test } from 'vitest';
import { checkAlignment } from '../../../src/check/checks/alignment.ts';
import { checkTypeSize } from '../../../src/check/checks/type-size.ts';
import { changed, findings, sampleHtml, withMarkup } from './sample-letter.ts';

const LAST = 'So far, the White House';

/** The sample's HTML with the last paragraph of the story in another style. */
function lastParagraph(style: string): string {
  const at = sampleHtml.lastIndexOf('<p', sampleHtml.indexOf(LAST));
  const tag = sampleHtml.slice(at, sampleHtml.indexOf('>', at) + 1);
  return sampleHtml.replace(`${tag}${LAST}`, `<p style="${style}">${LAST}`);
}

describe('the font size', () => {
  test('is right in the sample letter', () => {
    expect(findings(checkTypeSize)).toEqual([]);
  });

  test.each([
    ['font-size: 15px', 'prose | ', '15 px'],
    ['font-size: 13px', 'prose | ', '13 px'],
    ['font-size: 0.7em', 'prose | ', ' px'],
    ['font-size: 20px; line-height: 28px', 'line height of prose | ', '1.4'],
    ['line-height: 1.4', 'line height of prose | ', '1.4'],
    ['line-height: normal', 'line height of prose | ', '1.2'],
  ])('of running text is reported with %s', (style, detail, actual) => {
    const found = findings(checkTypeSize, lastParagraph(style));
    expect(found).toEqual([expect.stringContaining(`html/type-size | ${detail}`)]);
    expect(found[0]).toContain(actual);
  });

  test('of running text may be 16 px with a line height of 24 px', () => {
    expect(findings(checkTypeSize, lastParagraph('font-size: 16px; line-height: 24px'))).toEqual(
      [],
    );
  });

  test('of a heading may have any line height, but not be below 14 px', () => {
    const heading = (size: number) =>
      findings(checkTypeSize, withMarkup(`<h2 style="font-size:${size}px;line-height:1">A</h2>`));
    expect([heading(14), heading(13).length]).toEqual([[], 1]);
  });

  test('is checked on a phone too', () => {
    const html = changed(
      /@media only screen and \(max-width: ?479px\) \{/,
      '$& h1.headline.headline { font-size: 13px !important }',
    );
    expect(findings(checkTypeSize, html)).toEqual([
      expect.stringContaining('text on a phone | <h1'),
    ]);
  });

  test('of hidden text is not checked', () => {
    expect(
      findings(checkTypeSize, withMarkup('<p style="display:none;font-size:9px">x</p>')),
    ).toEqual([]);
  });
});

describe('the alignment of running text', () => {
  test('is right in the sample letter', () => {
    expect(findings(checkAlignment)).toEqual([]);
  });

  test.each(['center', 'right', 'justify'])('is reported with %s', (align) => {
    expect(findings(checkAlignment, lastParagraph(`text-align: ${align}`))).toEqual([
      expect.stringMatching(new RegExp(`^html/alignment \\| text-align \\| .* \\| ${align}$`)),
    ]);
  });

  test('is not checked for other text', () => {
    expect(findings(checkAlignment, withMarkup('<p align="center">Some words</p>'))).toEqual([]);
  });

  test('depends on the direction of the language', () => {
    const rtl = sampleHtml
      .replaceAll('dir="ltr"', 'dir="rtl"')
      .replaceAll('direction:ltr', 'direction:rtl');
    expect(findings(checkAlignment, rtl).length).toBeGreaterThan(1);
    expect(findings(checkAlignment, rtl.replaceAll('text-align:left', 'text-align:right'))).toEqual(
      [],
    );
  });

  test('is reported if the style contradicts the direction of the language', () => {
    const rtl = sampleHtml
      .replaceAll('dir="ltr"', 'dir="rtl"')
      .replaceAll('text-align:left', 'text-align:right');
    expect(findings(checkAlignment, rtl)[0]).toMatch(/^html\/alignment \| direction \| .* \| ltr$/);
  });
});
