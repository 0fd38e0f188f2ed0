import { describe, expect, test } from 'vitest';
import { checkColorScheme } from '../../../src/check/checks/color-scheme.ts';
import { checkCssNested } from '../../../src/check/checks/css-nested.ts';
import { checkCssSize } from '../../../src/check/checks/css-size.ts';
import { checkWebFont } from '../../../src/check/checks/web-font.ts';
import { sampleConfig } from '../../support/sample.ts';
import { changed, findings, sampleLetter, sampleHtml } from './sample-letter.ts';

const withCss = (css: string) => changed('</head>', `<style>${css}</style></head>`);

test.each([checkCssSize, checkCssNested, checkWebFont, checkColorScheme])(
  'the sample letter passes %o',
  (check) => {
    expect(findings(check)).toEqual([]);
  },
);

describe('the size of the CSS', () => {
  test('above the limit is reported, in bytes', () => {
    expect(findings(checkCssSize, withCss(`/*${'ä'.repeat(7_000)}*/`))).toHaveLength(1);
  });

  test('has the limit of the config', () => {
    const config = sampleConfig({ check: { budgets: { cssBytes: 100 } } });
    expect(checkCssSize(sampleLetter({ config }))[0]?.expected).toBe('at most 100');
  });

  test('leaves out CSS in conditional comments', () => {
    const html = changed(
      '</head>',
      `<!--[if mso]><style>/*${'x'.repeat(14_000)}*/</style><![endif]--></head>`,
    );
    expect(findings(checkCssSize, html)).toEqual([]);
  });
});

describe('an at-rule', () => {
  test('in another is reported', () => {
    const css = '@media screen { a { color: red } @media (min-width: 1px) { b { color: red } } }';
    expect(findings(checkCssNested, withCss(css))).toEqual([
      'html/css-nested | @media (min-width: 1px) in @media screen',
    ]);
  });

  test('without a block is reported in another too', () => {
    expect(findings(checkCssNested, withCss('@media print { @import "x"; }'))).toHaveLength(1);
  });

  test.each([
    ['after another', '@media print { a { color: red } } @media screen { a { color: red } }'],
    ['in a comment', '@media print { /* @media { */ a { color: red } }'],
    ['in a string', '@media print { a::after { content: "@media {" } }'],
  ])('%s passes', (_, css) => {
    expect(findings(checkCssNested, withCss(css))).toEqual([]);
  });
});

describe('a font or style sheet from the web', () => {
  test.each([
    '<link href="https://fonts.googleapis.com/css?family=Ubuntu" rel="stylesheet" type="text/css">',
    '<style>@import url(https://fonts.googleapis.com/css?family=Ubuntu);</style>',
    '<style>@font-face { font-family: U; src: url("https://example.com/u.woff2"); }</style>',
  ])('is reported in %s', (markup) => {
    expect(findings(checkWebFont, changed('</head>', `${markup}</head>`))).toHaveLength(1);
  });

  test('does not include a local font', () => {
    const css = '@font-face { font-family: U; src: local("Ubuntu"); }';
    expect(findings(checkWebFont, withCss(css))).toEqual([]);
  });
});

describe('the colours for dark mode', () => {
  test.each([
    ['<meta name="color-scheme"', /<meta name="color-scheme"[^>]*>/],
    ['<meta name="supported-color-schemes"', /<meta name="supported-color-schemes"[^>]*>/],
    ['@media (prefers-color-scheme: dark)', /prefers-color-scheme: dark/g],
    ['[data-ogsc]', /\[data-ogsc\]/g],
    ['[data-ogsb]', /\[data-ogsb\]/g],
  ])('are reported without %s', (name, part) => {
    const found = findings(checkColorScheme, sampleHtml.replace(part, ''));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(name);
  });

  test('are reported if a rule has no declarations', () => {
    const html = sampleHtml.replace(/(\[data-ogsc\][^{}]*)\{[^{}]*\}/g, '$1{ }');
    expect(findings(checkColorScheme, html)).toEqual([
      'html/color-scheme | without rules in [data-ogsc]',
    ]);
  });
});
