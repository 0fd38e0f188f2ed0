/** HTML that was pasted into a text file. */
import { ok, type Result } from '../base/problem.ts';
import { readHtml } from './html/read-html.ts';
import type { Reading } from './reading.ts';
import { replacedBy, type Given } from './wire/parts.ts';

/**
 * Reads HTML that starts on `line` of its file. HTML has no lines of its own: what is left out has
 * that line, and so have the blocks. Fails as readHtml does.
 */
export function readPastedHtml(text: string, line: number, given: Given): Result<Reading> {
  const read = readHtml(text);
  if (!read.ok) return read;
  const { article, leftOut } = read.value;
  const parts = (['section', 'headline', 'dek', 'byline', 'dateline'] as const).filter((part) =>
    given.set.has(part),
  );
  const replaced = parts.flatMap((part) => {
    const words = article[part];
    return words === undefined ? [] : [{ line, text: words, reason: replacedBy(part) }];
  });
  const blocks = article.blocks.map((block) => ({ ...block, line }));
  return ok({
    article: { ...article, blocks, lines: { headline: line } },
    leftOut: [...leftOut.map((each) => ({ ...each, line })), ...replaced],
  });
}
