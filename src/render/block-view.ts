import type { ArticleImage, Block, List } from '../article/article.ts';
import { displaySize } from '../pictures/measure.ts';
import type { Setting } from './setting.ts';
import { tableView, type TableView } from './table-view.ts';

/**
 * A block as a template sees it. Exactly one of the fields before `first` is set, so that a template
 * can test {{#if paragraph}}.
 */
export interface BlockView<Rich> {
  readonly paragraph: Rich | null;
  readonly heading: Rich | null;
  /** A heading below another one of the story. */
  readonly subheading: Rich | null;
  readonly quote: QuoteView<Rich> | null;
  readonly list: ListView<Rich> | null;
  readonly image: ImageView | null;
  readonly table: TableView<Rich> | null;
  readonly rule: true | null;
  /** Whether it is the first paragraph, which starts with the dateline. */
  readonly first: boolean;
}

export interface QuoteView<Rich> {
  readonly paragraphs: readonly Rich[];
  readonly attribution: string | null;
}

export interface ListView<Rich> {
  readonly ordered: boolean;
  /** The number of the first item, if it is not 1. */
  readonly start: number | null;
  readonly items: readonly { readonly text: Rich; readonly list: ListView<Rich> | null }[];
}

export interface ImageView {
  readonly source: string;
  /** Its displayed size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly caption: string | null;
  readonly credit: string | null;
}

/**
 * Makes the views of the blocks of a story. Footnotes are left out: they stand at its end. So are
 * pictures without a file.
 */
export function blockViews<Rich>(
  blocks: readonly Block[],
  set: Setting<Rich>,
): readonly BlockView<Rich>[] {
  const firstParagraph = blocks.find((block) => block.kind === 'paragraph');
  let isBelowHeading = false;
  return blocks.flatMap((block) => {
    const fields = fieldsOf(block, set, isBelowHeading);
    if (block.kind === 'heading' && block.level === 2) isBelowHeading = true;
    return fields ? [{ ...NOTHING, ...fields, first: block === firstParagraph }] : [];
  });
}

const NOTHING = {
  paragraph: null,
  heading: null,
  subheading: null,
  quote: null,
  list: null,
  image: null,
  table: null,
  rule: null,
} as const;

function fieldsOf<Rich>(
  block: Block,
  set: Setting<Rich>,
  isBelowHeading: boolean,
): Partial<BlockView<Rich>> | undefined {
  switch (block.kind) {
    case 'paragraph':
      return { paragraph: set.rich(block.text) };
    case 'heading': {
      const text = set.rich(block.text);
      // Without a heading above it, it would skip a level.
      return block.level === 3 && isBelowHeading ? { subheading: text } : { heading: text };
    }
    case 'quote':
      return {
        quote: {
          paragraphs: block.paragraphs.map(set.rich),
          attribution: block.attribution === undefined ? null : set.text(block.attribution),
        },
      };
    case 'list':
      return { list: listView(block, set) };
    case 'image': {
      const image = imageView(block.image, set.text);
      return image ? { image } : undefined;
    }
    case 'table':
      return { table: tableView(block, set) };
    case 'rule':
      return { rule: true };
    case 'footnote':
      return undefined;
  }
}

function listView<Rich>({ start, items }: List, set: Setting<Rich>): ListView<Rich> {
  return {
    ordered: start !== undefined,
    start: start === undefined || start === 1 ? null : start,
    items: items.map(({ text, list }) => ({
      text: set.rich(text),
      list: list ? listView(list, set) : null,
    })),
  };
}

/** Makes the view of a picture; a caption without a picture is left out. */
export function imageView(
  image: ArticleImage | undefined,
  set: (text: string) => string,
): ImageView | null {
  if (image?.source === undefined) return null;
  const { source, alt = '', caption, credit } = image;
  const known = (text: string | undefined) => (text === undefined ? null : set(text));
  const { width, height } = displaySize(image);
  return { source, width, height, alt: set(alt), caption: known(caption), credit: known(credit) };
}
