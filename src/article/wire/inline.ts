/** Emphasis and links inside a text: *word*, **word**, [word](https://…), https://…, a@b.org. */
import { webUrl } from '../../base/url.ts';
import { richText, type Inline, type RichText } from '../rich-text.ts';

const PART =
  /\*\*(?=\S)([^*\n]{1,300}?)(?<=\S)\*\*(?![\p{L}\p{N}*])|\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\p{L}\p{N}*])|\[([^\][\n]{1,300})\]\((https?:\/\/[^\s()<>]{1,2000})\)|(https?:\/\/[^\s<>"“”„«»「」（）]{1,2000})|([\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}]{2,24})(?![\p{L}\p{N}])/gu;
const MAYBE = /[*@]|https?:\/\//i;

/** Returns a text with its emphasis, and with its web and email addresses as links. */
export function readInline(text: string): RichText {
  if (!MAYBE.test(text)) return richText(text);
  const inlines: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(PART)) {
    const inline = isWordBefore(text, match.index, match[0]) ? undefined : inlineOf(match);
    if (!inline) continue;
    inlines.push(...richText(text.slice(end, match.index)), inline.inline);
    end = match.index + inline.length;
  }
  return [...inlines, ...richText(text.slice(end))];
}

/** "5*3*2" is no emphasis: a letter or digit before the sign. */
function isWordBefore(text: string, index: number, match: string): boolean {
  return (
    match.startsWith('*') &&
    index > 0 &&
    /[\p{L}\p{N}*]$/u.test(text.slice(Math.max(0, index - 2), index))
  );
}

function inlineOf(
  match: RegExpExecArray,
): { readonly inline: Inline; readonly length: number } | undefined {
  const [whole, strong, emphasis, label, target, address, email] = match;
  const { length } = whole;
  if (strong !== undefined)
    return { inline: { kind: 'strong', children: readInline(strong) }, length };
  if (emphasis !== undefined)
    return { inline: { kind: 'emphasis', children: readInline(emphasis) }, length };
  if (email !== undefined)
    return { inline: { kind: 'link', url: `mailto:${email}`, children: richText(email) }, length };
  const shown = label ?? withoutPunctuation(address ?? '');
  const url = webUrl(target ?? shown);
  if (url === undefined) return undefined;
  const inline: Inline = { kind: 'link', url, children: richText(shown) };
  return { inline, length: label === undefined ? shown.length : length };
}

/** The full stop or bracket behind an address is part of the sentence. */
function withoutPunctuation(address: string): string {
  const end = address.replace(/[.,;:!?'"’”*…。、，]+$/u, '');
  return end.endsWith(')') && !end.includes('(') ? withoutPunctuation(end.slice(0, -1)) : end;
}
