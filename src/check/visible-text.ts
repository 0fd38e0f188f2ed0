const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** The text of an HTML body, without tags, comments and styles, for comparing. */
export function visibleText(html: string): string {
  const body = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(style|title)\b[\s\S]*?<\/\1>/g, '')
    .replace(/<\/?(?:p|div|td|tr|li|h\d|br|blockquote)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '');
  return foldSpaces(decodeEntities(body));
}

/** Every run of white space, no-break spaces too, as one space. */
export function foldSpaces(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(String(hex), 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return ENTITIES[String(name)] ?? whole;
  });
}
