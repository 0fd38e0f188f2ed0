/** Markdown and HTML that were pasted into a text file: their markup must not reach the letter. */
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

/** Returns what markup the text of a file has below its front matter, judged by its first bytes. */
export function markupOfFile(bytes: Uint8Array): 'html' | 'markdown' | undefined {
  const start = Buffer.from(bytes.subarray(0, 2 * JUDGED)).toString('utf8');
  return markupOf(start.replace(/^\ufeff?---\r?\n[^]*?\n---\r?\n/, ''));
}
