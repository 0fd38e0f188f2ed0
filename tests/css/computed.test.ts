import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../src/css/color.ts';
import { documentStyles, type Style } from '../../src/css/computed.ts';
import { lineFactor } from '../../src/css/font.ts';
import { styleSheetsOf } from '../../src/css/style-sheet.ts';

const DESKTOP = { width: 640, dark: false };

/** The style of the element with the id "x". */
function styleOf(body: string, css = '', viewport = DESKTOP): Style {
  const { document } = parseHTML(
    `<!doctype html><html><head><style>${css}</style></head><body>${body}</body></html>`,
  );
  const element = document.getElementById('x');
  if (!element) throw new Error('There is no element with the id x.');
  return documentStyles(document, styleSheetsOf(document))(viewport)(element);
}

const color = (...args: Parameters<typeof styleOf>) => toHex(styleOf(...args).color);
const background = (...args: Parameters<typeof styleOf>) => toHex(styleOf(...args).background);

const RED = '#ff0000';
const BLUE = '#0000ff';
const BLACK = '#000000';

describe('the cascade', () => {
  test('takes the more specific rule, and the later one of two that are equally specific', () => {
    expect(color('<p id="x" class="a">', '.a { color: red } p { color: blue }')).toBe(RED);
    expect(color('<p id="x">', 'p { color: red } p { color: blue }')).toBe(BLUE);
    expect(color('<p id="x" class="a">', '#x { color: red } p.a.a { color: blue }')).toBe(RED);
  });

  test.each([
    [
      'counts :is() as its most specific argument',
      ':is(#y, p) { color: red } #x.a { color: blue }',
      BLUE,
    ],
    ['counts :where() as nothing', ':where(#x.a) { color: red } p { color: blue }', BLUE],
    ['counts :not() as its argument only', 'p:not(.b) { color: red } p.a { color: blue }', BLUE],
    ['counts an id in :not() as an id', 'p:not(#y) { color: red } p.a.a { color: blue }', RED],
    ['counts :has() as its argument only', 'p.a { color: blue } p:has(b) { color: red }', BLUE],
    ['counts :first-child as a class', 'p:first-child { color: red } p { color: blue }', RED],
    ['does not count *', 'body * { color: red } p { color: blue }', BLUE],
    [
      'does not count what a string contains',
      '[title="#a #b"] { color: red } .a.a { color: blue }',
      BLUE,
    ],
    ['counts an escaped # as part of a class', '.a\\#b { color: red } .a.a { color: blue }', BLUE],
  ])('%s', (_, css, winner) => {
    expect(color('<p id="x" class="a a#b" title="#a #b">T<b>w</b>o', css)).toBe(winner);
  });

  test('ranks 99 or more classes below an id', () => {
    const classes = '.a'.repeat(150);
    expect(color('<p id="x" class="a">', `#x { color: red } ${classes} { color: blue }`)).toBe(RED);
  });

  test('ranks the style attribute above rules, and !important above both', () => {
    const body = '<p id="x" style="color: red">';
    expect(color(body, '#x { color: blue }')).toBe(RED);
    expect(color(body, 'p { color: blue !important }')).toBe(BLUE);
    expect(color('<p id="x" style="color: red !important">', 'p {color:blue !important}')).toBe(
      RED,
    );
  });

  test('applies a rule in a media query only where the query matches', () => {
    const css = '@media (prefers-color-scheme: dark) { p { color: red } }';
    expect(color('<p id="x">', css)).toBe(BLACK);
    expect(color('<p id="x">', css, { width: 640, dark: true })).toBe(RED);
  });

  test('applies a style sheet only where its media attribute matches', () => {
    const at = (media: string) =>
      color(`<style media="${media}">p { color: red }</style><p id="x">`);
    expect([at('screen'), at('print'), at('((')]).toEqual([RED, BLACK, BLACK]);
  });

  test('leaves out selectors with states, with pseudo-elements and with mistakes', () => {
    expect(color('<p id="x">', 'p:hover {color:red} p::before {color:red} p:::y {color:red}')).toBe(
      BLACK,
    );
    expect(color('<p id="x">', 'p:is(:hover, :focus, ::before) { color: red }')).toBe(BLACK);
  });

  test('applies the part of a selector that a state does not change', () => {
    expect(color('<p id="x">', 'p:not(:hover) { color: red }')).toBe(RED);
    expect(color('<p id="x">', 'p:hover, p { color: red }')).toBe(RED);
  });

  test('takes a property or value named like an object member for what it is', () => {
    const { fontSize } = styleOf('<p id="x" style="constructor:1;font-size:constructor">');
    expect(fontSize).toBe(16);
  });
});

describe('inheritance', () => {
  test('takes the colour of the nearest ancestor that has one, except for links', () => {
    expect(color('<div style="color:red"><p><b id="x">')).toBe(RED);
    expect(color('<p style="color:red"><a id="x" href="/">')).toBe('#0000ee');
    expect(color('<p style="color:red"><a id="x" href="/" style="color:inherit">')).toBe(RED);
  });

  test('lays the backgrounds of the ancestors over each other', () => {
    expect(background('<div style="background:#000"><p id="x">')).toBe(BLACK);
    expect(background('<table><tr><td bgcolor="#00ff00"><p id="x">')).toBe('#00ff00');
    expect(
      background(
        '<div style="background:#000"><p id="x" style="background:rgb(255 255 255 / 50%)">',
      ),
    ).toBe('#808080');
  });

  test('computes em from the parent, rem from the root, and a line height factor from each element', () => {
    const { fontSize, lineHeight } = styleOf(
      '<div style="font-size:20px;line-height:1.5"><p id="x" style="font-size:2em">',
    );
    expect([fontSize, lineFactor(lineHeight, fontSize)]).toEqual([40, 1.5]);
    const small = styleOf('<div style="font-size:20px;line-height:30px"><small id="x">');
    expect(lineFactor(small.lineHeight, small.fontSize)).toBeCloseTo(1.8);
    expect(styleOf('<div style="font-size:20px"><p id="x" style="font-size:1rem">').fontSize).toBe(
      16,
    );
  });

  test('takes all parts of a font from the parent with font: inherit', () => {
    const parent = 'font: bold 20px/1.5 Georgia';
    const { fontSize, lineHeight, bold } = styleOf(
      `<div style="${parent}"><h6 id="x" style="font: inherit">`,
    );
    expect([fontSize, lineFactor(lineHeight, fontSize), bold]).toEqual([20, 1.5, true]);
  });

  test.each(['display:none', 'visibility:hidden', 'opacity:0', 'max-height:0;overflow:hidden'])(
    'hides what is in an element with %s',
    (style) => {
      expect(styleOf(`<div style="${style}"><p><b id="x">`).hidden).toBe(true);
    },
  );

  test('does not hide what is in an element of limited height', () => {
    expect(styleOf('<div style="max-height:10px"><p id="x">').hidden).toBe(false);
  });
});

test('a page that supports dark mode has a dark background in dark mode only', () => {
  const { document } = parseHTML(
    '<html><head><meta name="color-scheme" content="light dark"></head><body><p>x</p></body></html>',
  );
  const stylesAt = documentStyles(document, []);
  const backgrounds = [true, false].map((dark) =>
    toHex(stylesAt({ width: 640, dark })(document.body).background),
  );
  expect(backgrounds).toEqual(['#121212', '#ffffff']);
});
