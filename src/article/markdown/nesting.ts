/** How deep quotations and lists may be nested; deeper ones take a parser long, or exhaust it. */
const DEEPEST = 50;
/** A list in a list is indented by two columns or more. */
const WIDEST_INDENT = 4 * DEEPEST;
/** More of a line is not looked at for its nesting. */
const LONGEST_START = 5_000;
const MARKERS = /^(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/;
const MARKER = />|[-*+](?=[ \t]|$)|\d{1,9}[.)]/g;
/** Every run of backticks without a partner is looked for to the end of the text. */
const BACKTICKS = '`'.repeat(100);

/** Returns the first line, counted from 1, on which a Markdown text is nested too deeply. */
export function nestingFault(text: string): number | undefined {
  const at = text.split('\n').findIndex((whole) => {
    const line = whole.slice(0, LONGEST_START);
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const markers = MARKERS.exec(line)?.[0].match(MARKER)?.length ?? 0;
    return (
      markers > DEEPEST || (markers > 0 && indent > WIDEST_INDENT) || whole.includes(BACKTICKS)
    );
  });
  return at === -1 ? undefined : at + 1;
}
