import { describe, expect, test } from 'vitest';
import { declarationSources, parseDeclarations, valueParts } from '../../src/css/declarations.ts';

const values = (style: string) =>
  Object.fromEntries(parseDeclarations(style).map(({ property, value }) => [property, value]));

describe('the declarations of a style attribute', () => {
  test('are read around comments, strings and semicolons in values', () => {
    const style = `/* a:b; */ COLOR : red /* ; */ ; content: "a;b"; background-image: url(a;b.png);;
      --X: {a:b}; 5; margin; width: calc(1px + (2px))`;
    expect(values(style)).toEqual({
      color: 'red',
      content: '"a;b"',
      'background-image': 'url(a;b.png)',
      '--x': '{a:b}',
      width: 'calc(1px + (2px))',
    });
  });

  test.each([
    ['color: red !important', true],
    ['color: red ! IMPORTANT', true],
    ['color: red', false],
    ['color: red !ie', false],
    ['content: "!important"', false],
  ])('%s: important is %s', (style, important) => {
    expect(parseDeclarations(style).map((each) => each.important)).toEqual([important]);
  });

  test.each([
    ['background: none', 'transparent'],
    ['background: url(red.png) no-repeat center', 'transparent'],
    ['background: rgb(1, 2, 3) url(x.png)', 'rgb(1, 2, 3)'],
    ['background: url(x.png), oklch(70% 0.1 200)', 'oklch(70% 0.1 200)'],
    ['background:#fff', '#fff'],
    ['BACKGROUND: White', 'White'],
    ['background: currentColor', 'currentColor'],
    ['background: inherit', 'inherit'],
    ['background: linear-gradient(red, blue)', 'transparent'],
  ])('%s sets the background colour %s', (style, color) => {
    expect(values(style)).toEqual({ 'background-color': color });
  });

  test.each([
    ['font: italic bold 12px/1.5 Georgia, serif', '12px', '1.5', 'bold'],
    ['font: 1em Arial', '1em', 'normal', 'normal'],
    ['font: 600 80% / 20px "A 9px B"', '80%', '20px', '600'],
    ['font: small-caps x-large Arial', 'x-large', 'normal', 'normal'],
    ['font: inherit', 'inherit', 'inherit', 'inherit'],
  ])('%s sets size %s, line height %s and weight %s', (style, size, line, weight) => {
    expect(values(style)).toEqual({
      'font-size': size,
      'line-height': line,
      'font-weight': weight,
    });
  });

  test('are none in a font without a size', () => {
    expect(values('font: caption')).toEqual({});
  });

  test('keep their source', () => {
    expect(declarationSources('color : RED;5; background:url(a;b)')).toEqual([
      { property: 'color', source: 'color : RED' },
      { property: 'background', source: 'background:url(a;b)' },
    ]);
  });
});

describe('the parts of a value', () => {
  test('are words, functions, strings and operators', () => {
    const parts = valueParts('1px  solid rgb(1, 2, 3) "a b", url(a;b)/*x*/').map(
      ({ text }) => text,
    );
    expect(parts).toEqual(['1px', 'solid', 'rgb(1, 2, 3)', '"a b"', ',', 'url(a;b)']);
  });

  test.each(['', '(', 'a)', '"', '!'])('can be read from %j', (value) => {
    expect(() => valueParts(value)).not.toThrow();
  });
});
