/** Values of front matter that an editor typed as text, and that YAML would cut or refuse. */

const TEXT_KEYS = [
  ...['section', 'headline', 'dek', 'alt', 'caption', 'credit', 'byline', 'dateline', 'subject'],
  ...['preheader', 'hold'],
];
const PAIR = new RegExp(`^(${TEXT_KEYS.join('|')}):[ \\t]+(\\S.*?)[ \\t]*$`);
const ITEM = /^([ \t]*-)[ \t]+(\S.*?)[ \t]*$/;
const QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?:[ \t]+#.*)?$/;

/**
 * Returns YAML with its one-line texts in quotation marks where they need them: text with ": " or
 * " #1", or with a quotation at its start, and with a plain space after each key. Lines stay lines.
 */
export function quoteTexts(yaml: string): string {
  const lines = yaml.split('\n').map(withPlainSpace);
  return lines
    .map((line, index) => {
      const [, key, value] = PAIR.exec(line) ?? [];
      if (key !== undefined && value !== undefined) {
        const isLonger = /^[ \t]+\S/.test(lines[index + 1] ?? '');
        return !isLonger && needsQuotes(value) ? `${key}: ${JSON.stringify(value)}` : line;
      }
      const [, dash, item] = ITEM.exec(line) ?? [];
      if (dash === undefined || item === undefined || !needsQuotes(item)) return line;
      return `${dash} ${JSON.stringify(item)}`;
    })
    .join('\n');
}

/** A no-break space after "key:", as a word processor types it, is not a space to YAML. */
function withPlainSpace(line: string): string {
  return line.replace(/^([a-z]\w*:)[\p{Zs}\t]*[^\P{Zs} ][\p{Zs}\t]*/iu, '$1 ');
}

function needsQuotes(value: string): boolean {
  if (/^["']/.test(value)) return !QUOTED.test(value) && value.indexOf(value[0] ?? '', 1) > 0;
  if (/^[[{]/.test(value)) return /^(?:\[[^\]]*\]|\{[^}]*\})[ \t]+[^\s#]/.test(value);
  if (/^[|>&*!]/.test(value)) return false;
  if (/[ \t]#(?:[ \t]|$)/.test(value) || /^#(?:[ \t]|$)/.test(value)) return false;
  return /^[@`%#]|^[-?] |: |:$|[ \t]#/.test(value);
}
