import { describe, expect, test } from 'vitest';
import { FRONT_MATTER_KEYS, splitFrontMatter } from '../../src/article/front-matter.ts';
import { faults, FILE, findings, STORY } from './read.ts';

const split = (...lines: readonly string[]) => splitFrontMatter(lines.join('\n'), FILE);
const front = (...lines: readonly string[]) => split('---', ...lines, '---', 'Head', '', STORY);
const codes = (line: number) => [['article/front-matter', line]];

describe('invalid front matter', () => {
  test('front matter without a closing line is an error', () => {
    const result = split('---', 'section: World', '', 'Head', '', STORY);
    expect(faults(result)).toEqual(codes(1));
    expect(findings(result)[0]).toContain('no closing');
  });

  test.each([
    ['nothing for a text', ['section: World', 'headline:'], 3],
    ['a list for a text', ['section: World', 'headline: [a, b]'], 3],
    ['a text for a list', ['section: World', '', 'keyPoints: One'], 4],
    ['an empty text', ['section: World', 'alt: "  "'], 3],
    ['several lines', ['section: World', 'alt: "one\\ntwo"'], 3],
    ['a date that is none', ['section: World', 'date: 2023-02-30'], 3],
    ['a date in words', ['date: June 14, 2023'], 2],
    ['a list instead of keys', ['- section'], 2],
    ['a text instead of keys', ['just words'], 2],
    ['a text of 2,001 characters', [`alt: ${'a'.repeat(2001)}`], 2],
    ['21 key points', ['section: World', `keyPoints: [${'a, '.repeat(20)}a]`], 3],
  ])('%s is an error on its line', (_, lines, line) => {
    expect(faults(front(...lines))).toEqual(codes(line));
  });

  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '/photo.jpg',
    '//example.com/photo.jpg',
    'file:///etc/passwd',
    'https://user:word@example.com/',
    'https://',
  ])('%s is refused as the URL of a picture and of the story', (url) => {
    const result = front(
      'section: World',
      `image: ${JSON.stringify(url)}`,
      '',
      `source: ${JSON.stringify(url)}`,
    );
    expect(faults(result)).toEqual([...codes(3), ...codes(5)]);
    expect(findings(result).every((each) => each.includes('http or https'))).toBe(true);
  });

  test.each(['photo.jpg', '<script>'])('%s is refused as the URL of the story', (url) => {
    const result = front('section: World', `source: "${url}"`);
    expect(faults(result)).toEqual(codes(3));
    expect(findings(result)[0]).toContain('http or https');
  });

  test.each([
    ['imageWidth: 600', '"imageWidth": requires "imageHeight" as well'],
    ['imageHeight: 400', '"imageHeight": requires "imageWidth" as well'],
    ['imageWidth: wide', '"imageWidth"'],
    ['imageHeight: 0', '"imageHeight"'],
  ])('%s without its counterpart is an error', (line, words) => {
    const result = front('image: https://example.com/a.jpg', line);
    expect(faults(result)[0]).toEqual(codes(3)[0]);
    expect(findings(result)[0]).toContain(words);
  });

  test('an unknown key is reported with the list of valid keys', () => {
    const result = front('section: World', 'headlin: X');
    expect(faults(result)).toEqual(codes(3));
    expect(findings(result)[0]).toContain('"headlin"');
    for (const key of FRONT_MATTER_KEYS) expect(findings(result)[0]).toContain(key);
  });

  test('each of two unknown keys is reported on its line', () => {
    const result = front('section: World', 'foo: 1', 'alt: A bridge', 'bar: 2');
    expect(faults(result)).toEqual([...codes(3), ...codes(5)]);
    expect(findings(result)[0]).toContain('"foo"');
    expect(findings(result)[1]).toContain('"bar"');
  });

  test.each([
    ['a number', '1: x'],
    ['nothing', 'null: x'],
    ['a truth value', 'true: x'],
    ['__proto__', '__proto__: x'],
    ['constructor', 'constructor: x'],
    ['a merge key', '"<<": {headline: x}'],
  ])('a key that is %s is reported on its line', (_, line) => {
    expect(faults(front('section: World', line))).toEqual(codes(3));
  });

  test('a duplicate key is reported at its second place', () => {
    const result = front('section: World', 'alt: A bridge', 'section: Politics');
    expect(faults(result)).toEqual(codes(4));
  });

  test.each([
    ['a quote that is not closed', ['section: World', 'headline: "Oh'], 3],
    ['a tab as indentation', ['section: World', '\theadline: Oh'], 3],
    ['an alias of nothing', ['section: World', 'headline: *nothing'], 3],
  ])('%s is an error', (_, lines, line) => {
    const found = faults(front(...lines));
    expect(found[0]).toEqual(codes(line)[0]);
    expect(found.every(([code]) => code === 'article/front-matter')).toBe(true);
  });

  test.each([
    ['a value before a comment of the editor', ['alt: A bridge # check this'], 2],
    ['a list in brackets', ['subject: [Update]'], 2],
    ['a map in braces', ['subject: {Update}'], 2],
  ])('%s is an error that says to use quotation marks', (_, lines, line) => {
    const result = front(...lines);
    expect(faults(result)[0]).toEqual(codes(line)[0]);
    expect(findings(result)[0]).toContain('quotation marks');
  });

  test('60,000 keys are refused in a moment', () => {
    const started = performance.now();
    const keys = Array.from({ length: 60_000 }, (__, index) => `k${index}: x`);
    expect(front(keys.join('\n')).ok).toBe(false);
    expect(front(`section: {${keys.slice(0, 9000).join(', ')}}`).ok).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('all problems are reported, not only the first', () => {
    const result = front('headline: [a]', 'date: x', 'image: x:y');
    const lines = faults(result).map(([, line]) => line);
    expect(lines.sort()).toEqual([2, 3, 4]);
  });

  test('an alias bomb is refused immediately', () => {
    const level = (name: string, of: string) => `${name}: &${name} [${`*${of}, `.repeat(9)}*${of}]`;
    const names = ['b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const bomb = ['a: &a [x, x]', ...names.map((name, at) => level(name, names[at - 1] ?? 'a'))];
    const result = front('section: World', ...bomb);
    expect(findings(result)).toEqual([expect.stringMatching(/alias/i)]);
    expect(faults(result)).toEqual(codes(4));
  });

  test('endless nesting is refused without a crash', () => {
    expect(front(`section: ${'['.repeat(20_000)}`).ok).toBe(false);
    expect(front(`section: ${'{a: '.repeat(20_000)}`).ok).toBe(false);
  });

  test.each([
    ['NUL', 'headline: "Talks\\0 resume"'],
    ['a bell', 'headline: "Talks\\x07 resume"'],
    ['a C1 character', 'headline: "Talks\\u009b resume"'],
    ['next line', 'headline: "Talks\\N resume"'],
    ['a line separator', 'headline: "Talks\\u2028 resume"'],
  ])('%s is refused when written as an escape', (_, line) => {
    expect(faults(front('section: World', line))).toEqual(codes(3));
  });
});
