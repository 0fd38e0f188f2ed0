import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { acceptedPlot } from '../../src/studio/pages/plot.ts';

const START = new Date('2023-06-14T10:00:00Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1000);
type Piece = Parameters<typeof acceptedPlot>[0][number];

async function draw(pieces: readonly Piece[], total = 500) {
  const markup = String(await acceptedPlot(pieces, START, total));
  const { document } = parseHTML(`<html><body>${markup}</body></html>`);
  const all = (selector: string) =>
    Array.from(document.querySelectorAll(selector), (each) => each.textContent.trim());
  const path = document.querySelector('path.line')?.getAttribute('d') ?? '';
  return { markup, path, texts: all('text'), words: all('figcaption')[0], desc: all('desc')[0] };
}

describe('the plot of accepted letters', () => {
  test('a plot without letters is a sentence', async () => {
    const { markup } = await draw([]);
    expect(markup).not.toContain('<svg');
    expect(markup).toContain('No letter has been accepted yet');
  });

  test('a plot rises by a step for each interval, and stays level in between', async () => {
    const { path } = await draw([
      { at: after(10), count: 100 },
      { at: after(40), count: 400 },
    ]);
    expect(path).toBe('M0 200H250.0V160.0H1000.0V0.0');
  });

  test('a plot has a caption, which is its description for screen readers', async () => {
    const { words, desc, markup } = await draw([
      { at: after(30), count: 300 },
      { at: after(90), count: 183 },
    ]);
    expect(words).toBe('483 letters accepted in 1 min 30 s, half of them in the first 30 s.');
    expect(desc).toBe(words);
    expect(markup).toMatch(/<svg[^>]* role="img"[^>]* aria-labelledby="plot-title plot-text"/);
  });

  test.each([
    ['one letter at once', [{ at: START, count: 1 }], 1],
    ['a letter from before the start, by another clock', [{ at: after(-5), count: 1 }], 1],
    ['letters of a run that had nobody', [{ at: START, count: 3 }], 0],
    ['a million in an hour', [{ at: after(3600), count: 1_000_000 }], 1_000_000],
    ['one in ten years', [{ at: after(3e8), count: 1 }], 1],
  ])('the plot of %s has only valid numbers', async (_, pieces, total) => {
    const { markup, texts } = await draw(pieces, total);
    expect(markup).not.toMatch(/NaN|Infinity|="-\d/);
    expect(texts.length).toBeGreaterThanOrEqual(3);
    expect(texts.length).toBeLessThanOrEqual(14);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('the plot of a million intervals has no more points than can be told apart', async () => {
    const pieces = Array.from({ length: 1_000_000 }, (_, index) => ({
      at: after(index),
      count: 1,
    }));
    const { path, words } = await draw(pieces, 1_000_000);
    expect(path.match(/H/g)?.length).toBeLessThanOrEqual(600);
    expect(path.endsWith('H1000.0V0.0')).toBe(true);
    expect(words).toContain('1,000,000 letters');
  });

  test.each([
    [60, ['start', '15 s', '30 s', '45 s', '1 min']],
    [3600, ['start', '15 min', '30 min', '45 min', '1 h']],
    [4 * 86_400, ['start', '1 d', '2 d', '3 d', '4 d']],
  ])('the time axis of %i seconds has round marks', async (seconds, marks) => {
    const { texts } = await draw([{ at: after(seconds), count: 500 }]);
    expect(texts.filter((text) => /[a-z]/.test(text))).toEqual(marks);
  });

  test('the levels of a plot are round, and the audience is at the top', async () => {
    const { texts } = await draw([{ at: after(1), count: 483 }], 1203);
    expect(texts.filter((text) => /^[\d,]+$/.test(text))).toEqual(['0', '500', '1,000', '1,203']);
  });
});
