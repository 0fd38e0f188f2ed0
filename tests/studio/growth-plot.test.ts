import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { growthPlot } from '../../src/studio/pages/growth-plot.ts';
import type { SpanName } from '../../src/studio/readers.ts';
import { growthOf } from './reader-fixtures.ts';

type Change = Parameters<typeof growthOf>[2];

async function draw(span: SpanName, start: number, change: Change) {
  const markup = String(await growthPlot(growthOf(span, start, change), span));
  const { document } = parseHTML(`<html><body>${markup}</body></html>`);
  const all = (selector: string) =>
    Array.from(document.querySelectorAll(selector), (each) => each.textContent.trim());
  const rows = Array.from(document.querySelectorAll('tbody tr'), (row) =>
    Array.from(row.children, (cell) => cell.textContent.trim()),
  );
  return {
    ...{ markup, rows, texts: all('text'), desc: all('desc')[0], said: all('.said')[0] },
    bars: (kind: string) => document.querySelectorAll(`rect.${kind}`).length,
    path: document.querySelector('path.line')?.getAttribute('d') ?? '',
  };
}

describe('the plot of the list', () => {
  test('a plot says in a caption, for screen readers too, what it shows', async () => {
    const { desc, said, markup } = await draw('month', 100, (index) => ({
      joined: index === 3 ? 5 : 0,
      left: index === 4 ? 1 : 0,
    }));
    expect(said).toBe('104 readers on the list, +4 since May 16, 2023: 5 joined, 1 left.');
    expect(desc).toBe(said);
    expect(markup).toMatch(/<svg[^>]* role="img"[^>]* aria-labelledby="growth-title growth-text"/);
  });

  test.each([
    ['month', 30, 'Jun 14, 2023'],
    ['quarter', 13, 'Jun 14, 2023'],
    ['year', 52, 'Jun 14, 2023'],
  ] as const)('the table of a %s has a row for each of its steps', async (span, count, newest) => {
    const { rows } = await draw(span, 1000, () => ({ joined: 2, left: 1 }));
    expect(rows).toHaveLength(count);
    expect(rows[0]).toEqual([newest, '2', '1', (1000 + count).toLocaleString('en-US')]);
  });

  test('those who joined are above the line and those who left below it, and a day without either has no bar', async () => {
    const { bars } = await draw('month', 10, (index) => ({
      joined: index % 3 === 0 ? 1 : 0,
      left: index % 10 === 0 ? 1 : 0,
    }));
    expect(bars('joined')).toBe(10);
    expect(bars('left')).toBe(3);
  });

  test.each([
    ['nobody ever', 0, () => ({ joined: 0, left: 0 })],
    ['one reader', 0, (index: number) => ({ joined: index === 29 ? 1 : 0, left: 0 })],
    ['a list that nobody joins or leaves', 5, () => ({ joined: 0, left: 0 })],
    ['a list that everybody leaves', 30, () => ({ joined: 0, left: 1 })],
    ['a million', 1_000_000, () => ({ joined: 40_000, left: 3 })],
    ['an import at once', 0, (index: number) => ({ joined: index === 7 ? 1e6 : 0, left: 0 })],
  ])('the plot of %s has only valid numbers', async (_, start, change) => {
    const { markup, texts, path } = await draw('month', start, change);
    expect(markup).not.toMatch(/NaN|Infinity|="-[1-9]\d{2}/);
    expect(path).not.toMatch(/-/);
    expect(new Set(texts).size).toBe(texts.length);
  });
});
