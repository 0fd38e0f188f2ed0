/** Markdown and HTML that were pasted into a text file: their markup must not reach the letter. */
import { ok, type Result } from '../base/problem.ts';
import { readHtml } from './html/read-html.ts';
import type { Reading } from './reading.ts';
import type { Given } from './wire/parts.ts';
import { replacedBy } from './wire/parts.ts';

/** A text is judged by its start: markup further down is not decisive. */
const JUDGED = 20_000;
const HTML_START =
  /^\s*<(?:!doctype html|html|head|body|article|main|section|header|div|h[1-6]|p|ul|ol|table|figure|blockquote|span|strong|b|meta|!--StartFragment)\b[^<>]*>/i;
const HTML_END = /<\/(?:p|h[1-6]|div|li|ul|ol|article|section|blockquote|table|html|figure)\s*>/gi;
/** What only Markdown has. Each counts once, a picture or a table twice. */
const MARKDOWN: readonly (readonly [RegExp, number])[] = [
  [/^!\[[^\]\n]{0,300}\]\([^()\s]{1,2000}(?:\s+"[^"\n]{0,300}")?\)/m, 2],
  [/^\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t:|-]*$/m, 2],
  [/^#{1,2} \S/m, 1],
  [/(?<!!)\[[^\][\n]{1,300}\]\((?:https?:|\/|#)[^()\s]{0,2000}\)/, 1],
  [/(?:^|\s)\*\*[^*\s][^*\n]{0,300}\*\*/m, 1],
  [/^\*[^*\s][^*\n]{0,300}\*[ \t]*$/m, 1],
  [/^(?:-{3,}|\*{3,})[ \t]*$/m, 0.5],
  [/^\[\^?[^\]\n]{1,60}\]:[ \t]/m, 1],
  [/^```/m, 2],
];

/** Returns what markup a text has that was meant as plain text. */
export function markupOf(text: string): 'html' | 'markdown' | undefined {
  const start = text.slice(0, JUDGED);
  if (HTML_START.test(start) && (start.match(HTML_END)?.length ?? 0) >= 2) return 'html';
  const score = MARKDOWN.reduce((sum, [sign, weight]) => sum + (sign.test(start) ? weight : 0), 0);
  return score >= 2.5 || (score >= 2 && /^#{1,2} \S/m.test(start)) ? 'markdown' : undefined;
}

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
