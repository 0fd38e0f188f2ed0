import type { Blockquote, Code, FootnoteDefinition, ListItem, RootContent, Table } from 'mdast';
import type { List as MdastList } from 'mdast';
import { defined } from '../../base/defined.ts';
import { shorten } from '../../base/format.ts';
import type { Block, List, ListItem as Item, Quote } from '../article.ts';
import { plainText, richText, type RichText } from '../rich-text.ts';
import { richTextsOf } from '../story-texts.ts';
import { alignOf } from '../table.ts';
import type { Context } from './context.ts';
import { foldLines, inlineOf, linesOf } from './inline.ts';
import { paragraphBlocks, pictureBlock } from './pictures.ts';

/** Converts the nodes of a Markdown text into blocks; footnotes come last. */
export function blocksOf(nodes: readonly RootContent[], context: Context): readonly Block[] {
  const blocks = nodes.flatMap((node) => [...convert(node, context), ...strayPictures(context)]);
  const isNote = ({ kind }: Block) => kind === 'footnote';
  return [...blocks.filter((block) => !isNote(block)), ...blocks.filter(isNote)];
}

/** The pictures found inside the last block. */
function strayPictures(context: Context): readonly Block[] {
  const pictures = [...context.strays].map((node) => pictureBlock(node, context));
  context.strays.clear();
  return pictures;
}

function convert(node: RootContent, context: Context): readonly Block[] {
  const line = context.lineOf(node);
  switch (node.type) {
    case 'paragraph':
      return paragraphBlocks(node, context);
    case 'heading': {
      const text = foldLines(inlineOf(node.children, context));
      return text.length === 0
        ? []
        : [{ kind: 'heading', level: node.depth > 2 ? 3 : 2, text, line }];
    }
    case 'blockquote':
      return [{ ...quote(node, context), line }];
    case 'list':
      return [{ ...list(node, context), line }];
    case 'table':
      return [table(node, context)];
    case 'thematicBreak':
      return [{ kind: 'rule', line }];
    case 'code':
      return [{ kind: 'paragraph', text: codeLines(node), line }];
    case 'footnoteDefinition':
      return [footnote(node, context)];
    case 'html':
      if (!isComment(node.value)) context.report('article/raw-html', node, firstLine(node.value));
      return [];
    default:
      return [];
  }
}

const isComment = (html: string) => /^<!--[^]*-->\s*$/.test(html);
const firstLine = (html: string) => shorten(html.split('\n')[0] ?? '', 80);

function codeLines({ value }: Code): RichText {
  const lines = value.split('\n').filter((text) => text.trim() !== '');
  return joinLines(lines.map((text) => [{ kind: 'code', text }]));
}

function joinLines(lines: readonly RichText[]): RichText {
  return lines.flatMap((line, index): RichText =>
    index === 0 ? line : [{ kind: 'break' }, ...line],
  );
}

/** A dash in front of a name, as the last line of a quotation. */
const ATTRIBUTION = /^\s*(?:[—–―]{1,2}|--?)\s*(?=\S)/;

/** The texts of the blocks in another block; each paragraph still has its lines. */
function textsIn(nodes: readonly RootContent[], context: Context): readonly RichText[] {
  return nodes.flatMap((node): readonly RichText[] =>
    node.type === 'paragraph'
      ? [inlineOf(node.children, context)]
      : convert(node, context).flatMap(allTextsOf),
  );
}

function allTextsOf(block: Block): readonly RichText[] {
  const texts = richTextsOf(block);
  return block.kind === 'quote' && block.attribution !== undefined
    ? [...texts, richText(`— ${block.attribution}`)]
    : texts;
}

function quote({ children }: Blockquote, context: Context): Quote {
  const paragraphs = textsIn(children, context);
  const lines = linesOf(paragraphs.at(-1) ?? []);
  const last = plainText(lines.at(-1) ?? []);
  if (!ATTRIBUTION.test(last) || paragraphs.length + lines.length === 2) {
    return { kind: 'quote', paragraphs: paragraphs.map(foldLines) };
  }
  const rest = joinTexts(lines.slice(0, -1));
  return {
    kind: 'quote',
    paragraphs: [...paragraphs.slice(0, -1), ...(rest.length > 0 ? [rest] : [])].map(foldLines),
    attribution: last.replace(ATTRIBUTION, '').trim(),
  };
}

function joinTexts(lines: readonly RichText[]): RichText {
  return lines.flatMap((line, index): RichText =>
    index === 0 ? line : [...richText('\n'), ...line],
  );
}

function list({ ordered, start, children }: MdastList, context: Context): List {
  const items = children.map((child) => item(child, context));
  return { kind: 'list', ...(ordered === true ? { start: start ?? 1 } : {}), items };
}

/** An item's own text, and one list of all the items below it. */
function item({ children }: ListItem, context: Context): Item {
  const lists = children.flatMap((node) => (node.type === 'list' ? [list(node, context)] : []));
  const others = children.filter(({ type }) => type !== 'list');
  const texts = textsIn(others, context).map(foldLines);
  const [first] = lists;
  const below = first && { ...first, items: lists.flatMap(({ items }) => items) };
  return { text: joinLines(texts), ...defined({ list: below }) };
}

const ALIGN = { left: 'start', center: 'center', right: 'end' } as const;

function table(node: Table, context: Context): Block {
  const cells = node.children.map(({ children }) =>
    children.map((cell) => foldLines(inlineOf(cell.children, context))),
  );
  // A row may have more cells than the header: HTML drops them, a letter must not.
  const width = Math.max(...cells.map((row) => row.length));
  const even = cells.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? []));
  const [header = [], ...rows] = even;
  const align = alignOf(rows, width).map((own, column) => {
    const set = node.align?.[column];
    return set ? ALIGN[set] : own;
  });
  const named = header.some((cell) => cell.length > 0) ? { header } : {};
  return { kind: 'table', ...named, rows, align, line: context.lineOf(node) };
}

function footnote(node: FootnoteDefinition, context: Context): Block {
  const texts = textsIn(node.children, context).map(foldLines);
  const label = node.label ?? node.identifier;
  return { kind: 'footnote', label, text: joinLines(texts), line: context.lineOf(node) };
}
