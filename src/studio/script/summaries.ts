/** The rows of the front page and of the calendar: what takes a build is fetched once a row comes into view. */
import { editionPath } from '../paths.ts';
import { all } from './dom.ts';
import { swapLetters } from './frames.ts';
import { morphInside } from './morph.ts';
import { root, textOf } from './studio.ts';

const inView = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries)
    if (isIntersecting && target instanceof HTMLElement) void fill(target);
});

/** Fills the rows in view, now and as they come into view. */
export function watchSummaries(): void {
  for (const row of rows()) {
    inView.unobserve(row);
    inView.observe(row);
  }
}

/** Fills the row of an edition again, if there is one. */
export function refreshSummary(id: string): void {
  const row = rows().find(({ dataset }) => dataset['summary']?.startsWith(editionPath(id)));
  if (row) void fill(row);
}

function rows(): readonly HTMLElement[] {
  return all('[data-summary]', HTMLElement);
}

async function fill(row: HTMLElement): Promise<void> {
  inView.unobserve(row);
  const text = await textOf(root + (row.dataset['summary'] ?? ''));
  if (text === '') return;
  morphInside(row, text);
  await swapLetters([...row.querySelectorAll('iframe')]);
}
