import type {
  BlockContent,
  DefinitionContent,
  List as MdastList,
  ListItem as MdastItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  TableCell,
  TableRow,
} from 'mdast';
import { gfmFootnoteToMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown, type Options } from 'mdast-util-to-markdown';
import { stringify } from 'yaml';
import { defined } from '../../base/defined.ts';
import type { Article, ArticleImage, Block, List, ListItem, Table } from '../article.ts';
import { withCrop } from '../crop.ts';
import type { LeftOut } from '../reading.ts';
import { splitCredit } from '../wire/credit.ts';
import { isKeyPointsLabel } from '../wire/label.ts';
import { plainText, richText, type RichText } from '../rich-text.ts';

/** Keys of front matter with their values; a value that is undefined is left out. */
export type FrontMatterValues = Readonly<Record<string, unknown>>;

/**
 * Writes an article as Markdown with front matter, as readMarkdown reads it. `settings` are further
 * keys of the front matter. Lines that were left out stand in a comment at the end, for review.
 */
export function writeMarkdown(
  article: Omit<Article, 'file' | 'lines'>,
  settings: FrontMatterValues = {},
  leftOut: readonly LeftOut[] = [],
): string {
  const front = writeFrontMatter({ ...frontMatterOf(article), ...settings });
  const { headline, keyPoints, keyPointsHeading, blocks } = article;
  const title = write([{ type: 'heading', depth: 1, children: [text(headline)] }]);
  const points =
    keyPointsHeading === undefined ? '' : `\n${writePoints(keyPointsHeading, keyPoints)}`;
  const story = blocks.length === 0 ? '' : `\n${writeBlocks(blocks)}`;
  return `${front}${title}${points}${story}${leftOut.length === 0 ? '' : comment(leftOut)}`;
}

/** Writes the blocks of a story as Markdown. */
export function writeBlocks(blocks: readonly Block[]): string {
  return write(blocks.map(blockNode));
}

/** Writes key points below their heading. */
function writePoints(heading: string, points: readonly RichText[]): string {
  return write([
    { type: 'heading', depth: 2, children: [text(heading)] },
    listNode({ kind: 'list', items: points.map((point) => ({ text: point })) }),
  ]);
}

function write(children: RootContent[]): string {
  return toMarkdown({ type: 'root', children }, OPTIONS);
}

/** Writes front matter and the empty line below it; nothing where it has no keys. */
export function writeFrontMatter(values: FrontMatterValues): string {
  const known = defined(values);
  return Object.keys(known).length === 0 ? '' : `---\n${stringify(known, YAML)}---\n\n`;
}

/** One line per value: what a person edits, and a review shows. */
const YAML = { lineWidth: 0 } as const;

const OPTIONS = {
  bullet: '-',
  emphasis: '*',
  rule: '-',
  extensions: [gfmTableToMarkdown(), gfmFootnoteToMarkdown()],
} satisfies Options;

/** Returns the keys that an article has in front matter: there a part is what its key says. */
export function frontMatterOf(article: Omit<Article, 'file' | 'lines'>): FrontMatterValues {
  const { section, dek, byline, authors, dateline, published, updated, url, image } = article;
  const { contributors } = article;
  const { caption, credit, width, height } = image ?? {};
  const size =
    width === undefined || height === undefined ? {} : { imageWidth: width, imageHeight: height };
  const picture = image && pathOf(image);
  const alt = image?.alt === '' ? 'none' : image?.alt;
  return defined({
    section,
    dek,
    byline,
    authors,
    dateline,
    published,
    updated,
    source: url,
    keyPoints: pointsInFront(article),
    image: picture,
    ...(picture === undefined ? {} : size),
    alt,
    caption,
    credit,
    contributors,
  });
}

/** Key points without a heading; `none` where a list of the story would be taken for them. */
function pointsInFront({
  keyPoints,
  keyPointsHeading,
  blocks,
}: Pick<Article, 'keyPoints' | 'keyPointsHeading' | 'blocks'>) {
  if (keyPoints.length > 0)
    return keyPointsHeading === undefined ? keyPoints.map(plainText) : undefined;
  const looksSo = blocks.some(
    (block, index) =>
      (block.kind === 'heading' || block.kind === 'paragraph') &&
      blocks[index + 1]?.kind === 'list' &&
      isKeyPointsLabel(plainText(block.text)),
  );
  return looksSo ? 'none' : undefined;
}

const text = (value: string): PhrasingContent => ({ type: 'text', value });
const paragraph = (rich: RichText): Paragraph => ({
  type: 'paragraph',
  children: inlineNodes(rich),
});

function blockNode(block: Block): RootContent {
  switch (block.kind) {
    case 'paragraph':
      return paragraph(block.text);
    case 'heading':
      return { type: 'heading', depth: block.level, children: oneLine(block.text) };
    case 'quote':
      return { type: 'blockquote', children: quoteParagraphs(block.paragraphs, block.attribution) };
    case 'list':
      return listNode(block);
    case 'image':
      return { type: 'paragraph', children: [imageNode(block.image)] };
    case 'table':
      return tableNode(block);
    case 'rule':
      return { type: 'thematicBreak' };
    case 'footnote': {
      const { label } = block;
      return {
        type: 'footnoteDefinition',
        identifier: label,
        label,
        children: [paragraph(block.text)],
      };
    }
  }
}

function quoteParagraphs(paragraphs: readonly RichText[], attribution: string | undefined) {
  const own = paragraphs.map(paragraph);
  return attribution === undefined ? own : [...own, paragraph(richText(`— ${attribution}`))];
}

function listNode({ start, items }: List): MdastList {
  const ordered = start !== undefined;
  return {
    type: 'list',
    ordered,
    ...(ordered ? { start } : {}),
    spread: false,
    children: items.map(itemNode),
  };
}

function itemNode({ text: rich, list }: ListItem): MdastItem {
  const children: (BlockContent | DefinitionContent)[] = rich.length === 0 ? [] : [paragraph(rich)];
  return {
    type: 'listItem',
    spread: false,
    children: list ? [...children, listNode(list)] : children,
  };
}

function imageNode(image: ArticleImage): PhrasingContent {
  const { caption, credit } = image;
  const title = titleOf(caption, credit);
  const alt = image.alt === '' ? 'none' : (image.alt ?? '');
  return { type: 'image', url: pathOf(image) ?? '', alt, ...(title === '' ? {} : { title }) };
}

/** A caption with its credit, so that both are read again as they were where that can be. */
function titleOf(caption = '', credit = ''): string {
  if (caption === '' || credit === '') return caption || credit;
  const forms = [`${caption} ${credit}`, `${caption} (${credit})`, `${caption} Photo: ${credit}`];
  const isRead = (form: string) => {
    const split = splitCredit(form);
    return split?.caption === caption && split.credit === credit;
  };
  return forms.find(isRead) ?? `${caption} (${credit})`;
}

function pathOf({ source, file, crop }: ArticleImage): string | undefined {
  return source ?? (file === undefined ? undefined : withCrop(file, crop));
}

const ALIGN = { start: null, center: 'center', end: 'right' } as const;

/** Markdown has no table without a header: its cells are then empty. */
function tableNode({ header, rows, align }: Table): RootContent {
  const top = header ?? align.map(() => []);
  return {
    type: 'table',
    align: align.map((each) => ALIGN[each]),
    children: [top, ...rows].map(rowNode),
  };
}

function rowNode(cells: readonly RichText[]): TableRow {
  const children = cells.map((cell): TableCell => ({
    type: 'tableCell',
    children: oneLine(cell),
  }));
  return { type: 'tableRow', children };
}

function inlineNodes(rich: RichText): PhrasingContent[] {
  return rich.map((inline): PhrasingContent => {
    switch (inline.kind) {
      case 'text':
        return text(inline.text);
      case 'code':
        return { type: 'inlineCode', value: inline.text };
      case 'break':
        return { type: 'break' };
      case 'footnote':
        return { type: 'footnoteReference', identifier: inline.label, label: inline.label };
      case 'link':
        return { type: 'link', url: inline.url, children: inlineNodes(inline.children) };
      default:
        return { type: inline.kind, children: inlineNodes(inline.children) };
    }
  });
}

/** Where Markdown has no room for a second line, a line break is written as a tag. */
function oneLine(rich: RichText): PhrasingContent[] {
  const broken = rich.some(({ kind }) => kind === 'break');
  const tag: PhrasingContent = { type: 'html', value: '<br>' };
  return broken
    ? rich.flatMap((inline) => (inline.kind === 'break' ? tag : inlineNodes([inline])))
    : inlineNodes(rich);
}

function comment(leftOut: readonly LeftOut[]): string {
  const lines = leftOut.map(
    ({ line, text: words, reason }) => `line ${line}: ${words} (${reason})`,
  );
  // Only "-->" ends a comment in Markdown.
  const safe = lines.join('\n').replaceAll('-->', '--&gt;');
  return `\n<!-- Left out of the source:\n${safe}\n-->\n`;
}
