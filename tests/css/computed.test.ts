import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../src/css/color.ts';
import { stylesOf, type Style } from '../../src/css/computed.ts';
import { lineFactor } from '../../src/css/type.ts';

const DESK = { width: 640, dark: false };

/** The style of the element with the id "x". */
function styleOf(body: string, css = '', viewport = DESK): Style {
  const { document } = parseHTML(
    `<!doctype html><html><head><style>${css}</style></head><body>${body}</body></html>`,
  );
  const element = document.getElementById('x');
  if (!element) throw new Error('There is no element with the id x.');
  return stylesOf(document, viewport)(element);
}

const color = (...args: Parameters<typeof styleOf>) => toHex(styleOf(...args).color);
const ground = (...args: Parameters<typeof styleOf>) => toHex(styleOf(...args).ground);

describe('the cascade', () => {
  test('takes the more specific rule, and of two alike the later', () => {
    expect(color('<p id="x" class="a">', '.a { color: red } p { color: blue }')).toBe('#ff0000');
    expect(color('<p id="x">', 'p { color: red } p { color: blue }')).toBe('#0000ff');
    expect(color('<p id="x" class="a">', '#x { color: red } p.a.a { color: blue }')).toBe(
      '#ff0000',
    );
  });

  test('puts the style attribute above rules, and !important above both', () => {
    const body = '<p id="x" style="color: red">';
    expect(color(body, '#x { color: blue }')).toBe('#ff0000');
    expect(color(body, 'p { color: blue !important }')).toBe('#0000ff');
    expect(color('<p id="x" style="color: red !important">', 'p {color:blue !important}')).toBe(
      '#ff0000',
    );
  });

  test('takes a rule of a media query only where that holds', () => {
    const css = '@media (prefers-color-scheme: dark) { p { color: red } }';
    expect(color('<p id="x">', css)).toBe('#000000');
    expect(color('<p id="x">', css, { width: 640, dark: true })).toBe('#ff0000');
  });

  test('leaves out states and what it cannot understand', () => {
    expect(color('<p id="x">', 'p:hover {color:red} p::before {color:red} p:::y {color:red}')).toBe(
      '#000000',
    );
  });
});

describe('what is inherited', () => {
  test('colour comes from the nearest that has one; a link has its own', () => {
    expect(color('<div style="color:red"><p><b id="x">')).toBe('#ff0000');
    expect(color('<p style="color:red"><a id="x" href="/">')).toBe('#0000ee');
    expect(color('<p style="color:red"><a id="x" href="/" style="color:inherit">')).toBe('#ff0000');
  });

  test('the ground is what the ancestors paint, laid over each other', () => {
    expect(ground('<div style="background:#000"><p id="x">')).toBe('#000000');
    expect(ground('<table><tr><td bgcolor="#00ff00"><p id="x">')).toBe('#00ff00');
    expect(
      ground('<div style="background:#000"><p id="x" style="background:rgb(255 255 255 / 50%)">'),
    ).toBe('#808080');
  });

  test('sizes in em go by the parent, in rem by the root, and a line’s factor by each', () => {
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

  test('a hidden element hides what is in it', () => {
    for (const style of [
      'display:none',
      'visibility:hidden',
      'opacity:0',
      'max-height:0;overflow:hidden',
    ])
      expect(styleOf(`<div style="${style}"><p><b id="x">`).hidden).toBe(true);
    expect(styleOf('<div style="max-height:10px"><p id="x">').hidden).toBe(false);
  });
});

test('a page that can be dark begins dark', () => {
  const { document } = parseHTML(
    '<html><head><meta name="color-scheme" content="light dark"></head><body><p>x</p></body></html>',
  );
  const { ground: night } = stylesOf(document, { width: 640, dark: true })(document.body);
  expect([toHex(night), toHex(stylesOf(document, DESK)(document.body).ground)]).toEqual([
    '#121212',
    '#ffffff',
  ]);
});
