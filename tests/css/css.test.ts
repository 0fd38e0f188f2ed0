import { describe, expect, test } from 'vitest';
import { parseCss, parseDeclarations } from '../../src/css/css.ts';
import { mediaMatches } from '../../src/css/media.ts';

/** The rules as short lines: media, selector, declarations. */
const rules = (css: string) =>
  parseCss(css).map(({ media, selector, declarations }) =>
    [
      ...media,
      selector,
      ...declarations.map((d) => `${d.property}=${d.value}${d.important ? '!' : ''}`),
    ].join(' | '),
  );

describe('a style sheet', () => {
  test('is read rule by rule, a list of selectors as several', () => {
    expect(rules('a, b > c { color: red } d{color:blue;}')).toEqual([
      'a | color=red',
      'b > c | color=red',
      'd | color=blue',
    ]);
  });

  test('keeps the media queries around a rule', () => {
    const css = '@media screen { @media (max-width: 479px) { a { color: red !important } } } b {}';
    expect(rules(css)).toEqual(['screen | (max-width: 479px) | a | color=red!', 'b']);
  });

  test('is not put off by comments, strings, at-rules and data URLs', () => {
    const css = `@charset "utf-8"; @import url("x;y.css"); /* } */ @font-face { src: url(x) }
      a[title="}{"] { content: "a;b}"; background: url(data:image/png;base64,AA==) #FFF; color: red }`;
    expect(rules(css)).toEqual([
      'a[title="}{"] | content="a;b}" | background-color=#FFF | color=red',
    ]);
  });

  test.each(['}', '{', 'a {', 'a { color', '@media {', '/*', '"'])(
    'that is broken as %j is read without a mistake',
    (css) => {
      expect(rules(css)).toEqual([]);
    },
  );
});

describe('a declaration', () => {
  const values = (style: string) =>
    Object.fromEntries(parseDeclarations(style).map(({ property, value }) => [property, value]));

  test.each([
    ['background: none', 'transparent'],
    ['background: url(x.png) no-repeat center', 'transparent'],
    ['background: rgb(1, 2, 3) url(x.png)', 'rgb(1, 2, 3)'],
    ['background:#fff', '#fff'],
    ['BACKGROUND: White', 'White'],
  ])('%s sets the colour %s', (style, color) => {
    expect(values(style)).toEqual({ 'background-color': color });
  });

  test('of a font sets size, line and weight', () => {
    expect(values('font: italic bold 12px/1.5 Georgia, serif')).toEqual({
      'font-size': '12px',
      'line-height': '1.5',
      'font-weight': 'bold',
    });
    expect(values('font: 1em Arial')).toMatchObject({
      'font-size': '1em',
      'font-weight': 'normal',
    });
  });
});

describe('a media query', () => {
  const phone = { width: 375, dark: false };
  const night = { width: 640, dark: true };

  test.each([
    ['', phone, true],
    ['all', phone, true],
    ['print', phone, false],
    ['only screen and (max-width: 479px)', phone, true],
    ['only screen and (max-width:479px)', night, false],
    ['screen and (min-width:480px)', night, true],
    ['(prefers-color-scheme: dark)', night, true],
    ['(prefers-color-scheme: dark)', phone, false],
    ['print, (prefers-color-scheme: dark)', night, true],
    ['not screen', phone, false],
    ['(hover: hover)', phone, false],
  ])('%j', (query, viewport, holds) => {
    expect(mediaMatches(query, viewport)).toBe(holds);
  });
});
