import { describe, expect, test } from 'vitest';
import { readWire } from '../../../src/article/wire/read-wire.ts';
import { NEXT, STORY } from '../read.ts';

const HEAD = 'Ministers agree to meet again';

/** Repeats a text up to a size. */
function fill(text: string, size: number): string {
  return text.repeat(Math.floor(size / text.length));
}

/** Far above what any of them takes, and far below what a quadratic reader would. */
const BOUND = 30_000;

test('a megabyte of short lines, of paragraphs, of share bars or of one word is read in bounded time', () => {
  for (const text of ['a\n', `${STORY}\n\n`, 'Share this article\nFacebook\n', 'a']) {
    const started = performance.now();
    readWire(`${HEAD}\n\n${fill(text, 1_000_000)}`);
    expect(performance.now() - started).toBeLessThan(BOUND);
  }
});

describe('a text', () => {
  test.each([
    ['of short paragraphs', 'a\n\n'],
    ['of hard-wrapped lines', `${STORY.slice(0, 60)}\nand ${NEXT.slice(0, 55)}\n`],
    ['of hanging lines below one bullet', '  b\n'],
    ['of captions and credits', 'Ships wait off the harbor.\nGetty Images\n\n'],
    ['of captions with credits behind them', 'Ships wait. (AP Photo/Jane Doe)\n\n'],
    ['of share bars', 'Share this article\nFacebook\n'],
    ['of headings', 'Who pays\n\n'],
    ['of bylines', 'By Jane Doe\n'],
    ['of names', 'Jane Doe\n'],
    ['of dates', 'June 14, 2023\n'],
    ['of menus', 'Home\n'],
    ['of sections', 'Politics\n\n'],
    ['of numbered lines', '1. a\n2. a\n'],
    ['of emoji', '✅ a\n'],
    ['of table rows', 'a\tb\tc\n'],
    ['of rows with bars', 'a | b | c\n'],
    ['of asterisks', '**a '],
    ['of addresses', 'https://a.example/b '],
    ['of at signs', 'a@b'],
    ['of brackets', '[a]('],
    ['of parentheses', '(a) '],
    ['of sentence ends', '. A'],
    ['of "Photo:"', 'Photo: '],
    ['of words behind credits', 'opens new tab '],
    ['of quotation marks', '"'],
    ['of combining marks', '\u0301'],
    ['of NUL', '\u0000'],
    ['of bidi controls', '\u202e\u2066a'],
    ['of Chinese without a line break', '本报讯'],
  ])('%s is read in bounded time', (_, text) => {
    const started = performance.now();
    readWire(`${HEAD}\n\n${fill(text, 150_000)}`);
    readWire(fill(text, 150_000));
    expect(performance.now() - started).toBeLessThan(BOUND);
  });
});
