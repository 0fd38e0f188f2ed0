import type { PhrasingContent } from 'mdast';
import { linkUrl } from '../../base/url.ts';
import { shorten } from '../../base/format.ts';
import type { Inline, RichText } from '../rich-text.ts';
import type { Context } from './context.ts';

/**
 * Converts the inline nodes of a Markdown text. A line break of the source stays one in the texts,
 * for foldLines to remove. A picture among words is one of the context's strays.
 */
export function inlineOf(nodes: readonly PhrasingContent[], context: Context): RichText {
  return nodes.flatMap((node) => convert(node, context));
}

function convert(node: PhrasingContent, context: Context): RichText {
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: node.value }];
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'break':
      return [{ kind: 'break' }];
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, children: inlineOf(node.children, context) }];
    case 'link':
      return link(node.url, node, context);
    case 'linkReference':
      return link(context.definition(node.identifier)?.url ?? '', node, context);
    case 'image':
    case 'imageReference':
      context.strays.add(node);
      return [];
    case 'footnoteReference':
      return [{ kind: 'footnote', label: node.label ?? node.identifier }];
    case 'html':
      return html(node, context);
    case 'delete':
      return inlineOf(node.children, context);
  }
}

type LinkNode = Extract<PhrasingContent, { type: 'link' | 'linkReference' }>;

function link(target: string, node: LinkNode, context: Context): RichText {
  const children = inlineOf(node.children, context);
  const url = linkUrl(target);
  if (url !== undefined) return [{ kind: 'link', url, children }];
  context.report('article/link', node, `"${shorten(target, 80)}"`);
  return children;
}

/** A line break and a comment are harmless; any other tag would be shown or lost. */
function html(node: Extract<PhrasingContent, { type: 'html' }>, context: Context): RichText {
  if (/^<br\s*\/?>$/i.test(node.value)) return [{ kind: 'break' }];
  if (!node.value.startsWith('<!--')) {
    context.report('article/raw-html', node, shorten(node.value, 80));
  }
  return [];
}

/** A character of a script that puts no space between words, or its punctuation. */
const SOLID =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\u3000-\u303f\uff00-\uffef]/u;
/** Two such characters with a line break between them. */
const SOLID_BREAK = new RegExp(`(?<=${SOLID.source})\\s*\\n\\s*(?=${SOLID.source})`, 'gu');

/** Joins the lines of a rich text as a paragraph is read: with a space where the script has one. */
export function foldLines(rich: RichText): RichText {
  return rich.map((inline): Inline => {
    if ('children' in inline) return { ...inline, children: foldLines(inline.children) };
    if (inline.kind !== 'text') return inline;
    return {
      kind: 'text',
      text: inline.text.replace(SOLID_BREAK, '').replace(/[ \t]*\n[ \t]*/g, ' '),
    };
  });
}

/** Splits a rich text into its lines: at line breaks of the source, and at hard ones. */
export function linesOf(rich: RichText): readonly RichText[] {
  const lines: Inline[][] = [[]];
  for (const inline of rich) {
    if (inline.kind === 'break') {
      lines.push([]);
    } else if (inline.kind === 'text') {
      const [first = '', ...others] = inline.text.split('\n');
      if (first !== '') lines.at(-1)?.push({ kind: 'text', text: first });
      for (const text of others) lines.push(text === '' ? [] : [{ kind: 'text', text }]);
    } else {
      lines.at(-1)?.push(inline);
    }
  }
  return lines.filter((line) => line.length > 0);
}
