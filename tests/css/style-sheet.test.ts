import { describe, expect, test } from 'vitest';
import { parseStyleSheet } from '../../src/css/style-sheet.ts';

/** The rules as short lines: selector, specificity and declarations. */
const rules = (css: string) =>
  parseStyleSheet(css).rules.map(({ selector, specificity, declarations }) =>
    [
      selector,
      [specificity.ids, specificity.classes, specificity.types].join(' '),
      ...declarations.map((d) => `${d.property}=${d.value}${d.important ? '!' : ''}`),
    ].join(' | '),
  );

describe('a style sheet', () => {
  test('has one rule for each selector of a list', () => {
    expect(rules('a, b > c { color: red } d{color:blue;}')).toEqual([
      'a | 0 0 1 | color=red',
      'b > c | 0 0 2 | color=red',
      'd | 0 0 1 | color=blue',
    ]);
  });

  test.each([
    [':is(#a, b)', '1 0 0'],
    [':is(b, .c) d', '0 1 1'],
    [':where(#a)', '0 0 0'],
    [':not(.x)', '0 1 0'],
    ['p:not(#a, b)', '1 0 1'],
    ['p:has(> .x)', '0 1 1'],
    ['li:nth-child(2n + 1 of .x, #y)', '1 1 1'],
    ['a:hover::before', '0 1 2'],
    ['*', '0 0 0'],
    ['[a="#b.c"]', '0 1 0'],
    ['.a\\.b\\#c', '0 1 0'],
    ['u + .body .label', '0 2 1'],
  ])('counts the specificity of %s', (selector, specificity) => {
    expect(rules(`${selector} {}`)).toEqual([`${selector} | ${specificity}`]);
  });

  test('keeps the media queries around a rule', () => {
    const css = '@media screen { @media (max-width: 479px) { a { color: red !important } } } b {}';
    expect(rules(css)).toEqual(['a | 0 0 1 | color=red!', 'b | 0 0 1']);
    expect(parseStyleSheet(css).rules.map(({ media }) => media.length)).toEqual([2, 0]);
  });

  test('leaves out rules in at-rules other than @media', () => {
    const css = '@supports (display: grid) { a {} } @layer x { b {} @media screen { c {} } } d {}';
    expect(rules(css)).toEqual(['d | 0 0 1']);
  });

  test('reads rules around comments, strings, at-rules and data URLs', () => {
    const css = `@charset "utf-8"; @import url("x;y.css"); /* } */ @font-face { src: url(x) }
      a/* b */[title="}{"] { content: "a;b}"; background: url(data:image/png;base64,AA==) #FFF;
      color/**/: red /* blue; */; content: "\\"}" }`;
    expect(rules(css)).toEqual([
      'a[title="}{"] | 0 1 1 | content="a;b}" | background-color=#FFF | color=red | content="\\"}"',
    ]);
  });

  test('lists its at-rules, with the outermost at-rule around each', () => {
    const css =
      '@IMPORT url(x.css); @media screen { @media (width) { a {} } @import "y"; } a { @media print {} }';
    expect(
      parseStyleSheet(css).atRules.map(({ name, head, outer }) => [name, head, outer]),
    ).toEqual([
      ['import', '@IMPORT url(x.css)', undefined],
      ['media', '@media screen', undefined],
      ['media', '@media (width)', '@media screen'],
      ['import', '@import "y"', '@media screen'],
    ]);
  });
});

describe('malformed CSS', () => {
  test.each(['}', '{', '@media {', '@media ((( {', '/*', '"', 'a[', ':is(', '\u0000', '<!-- -->'])(
    'such as %j has no rules',
    (css) => {
      expect(rules(css)).toEqual([]);
    },
  );

  test.each([
    ['an open block ends with the style sheet', 'a { color: red', ['a | 0 0 1 | color=red']],
    [
      'an invalid declaration is left out',
      'a { 5; color; :x; color: red }',
      ['a | 0 0 1 | color=red'],
    ],
    ['an invalid selector leaves out its rule', 'a, b:::c { x: y } d {}', ['d | 0 0 1']],
    [
      'a closing brace too many leaves out the next rule',
      'a {} } b {} c {}',
      ['a | 0 0 1', 'c | 0 0 1'],
    ],
    ['HTML comment marks are skipped', '<!-- a {} -->', ['a | 0 0 1']],
  ])('%s', (_, css, expected) => {
    expect(rules(css)).toEqual(expected);
  });

  test.each([
    ['rules', 'a { color: red } '.repeat(20_000), 20_000],
    ['a value', `a { color: ${'x'.repeat(1_000_000)} }`, 1],
    ['open parentheses', `a { color: ${'('.repeat(100_000)}`, 1],
    ['closed parentheses', `@media ${'('.repeat(5_000)}width${')'.repeat(5_000)} { a {} }`, 1],
    ['nested selectors', `a${':is('.repeat(20_000)}`, 0],
    ['nested closed selectors', `a${':is('.repeat(5_000)}b${')'.repeat(5_000)} {}`, 0],
    ['nested at-rules', '@media screen {'.repeat(5_000), 0],
    ['nested rules', 'a {'.repeat(20_000), 1],
  ])('is read however many %s it has', (_, css, count) => {
    expect(rules(css).length).toBe(count);
  });
});
