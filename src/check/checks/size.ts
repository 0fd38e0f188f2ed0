import { problem } from '../../base/problem.ts';
import type { Check } from '../parsed-letter.ts';
import { storyStarts } from '../story-html.ts';

/** The HTML part is below the size from which Gmail clips it, about 102 KB (email-html.md B1). */
export const checkSize: Check = (letter) => {
  const { html, config, edition } = letter;
  const { htmlBytes, htmlWarningBytes } = config.check.budgets;
  const actual = Buffer.byteLength(html);
  if (actual < htmlWarningBytes) return [];
  const over = actual >= htmlBytes;
  const limit = over ? htmlBytes : htmlWarningBytes;
  const story =
    storyStarts(html, edition, config).findLast(({ start }) => start < limit)?.article ??
    edition.lead;
  const where = `${over ? 'clipped' : 'nearest'} in "${story.headline.slice(0, 60)}"`;
  const finding = { detail: where, actual: `${actual} bytes of HTML`, expected: `below ${limit}` };
  return [problem(over ? 'letter/size' : 'letter/size-near', { file: story.file }, finding)];
};
