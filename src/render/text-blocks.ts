import type { BlockView, ImageView, ListView, QuoteView } from './block-view.ts';
import { tableText } from './text-table.ts';
import { underlined, WIDTH, wrap } from './wrap.ts';

/** Sets a block in the text part; the first paragraph starts with the dateline. */
export function blockText(block: BlockView<string>, dateline: string | null): string | null {
  const { paragraph, heading, subheading, quote, list, image, table, first } = block;
  if (paragraph !== null) {
    const text = first && dateline !== null ? `${dateline}\u00a0—\u00a0${paragraph}` : paragraph;
    return wrap(text, WIDTH);
  }
  if (heading !== null) return underlined(heading.replaceAll('\n', ' '), '-');
  if (subheading !== null) return wrap(subheading, WIDTH);
  if (quote !== null) return quoteText(quote);
  if (list !== null) return listText(list, '  ');
  if (table !== null) return tableText(table);
  return image ? pictureText(image) : RULE;
}

const RULE = '- - -';

/** Sets what a picture says; null if it is decorative and says nothing. */
export function pictureText({ alt, caption, credit }: ImageView): string | null {
  const words = [alt && `[${alt}]`, caption, credit && `(${credit})`].filter(Boolean).join(' ');
  return words === '' ? null : wrap(words, WIDTH);
}

function quoteText({ paragraphs, attribution }: QuoteView<string>): string {
  const all = attribution === null ? paragraphs : [...paragraphs, `— ${attribution}`];
  return all.map((each) => wrap(each, WIDTH, '  > ', '  > ')).join('\n  >\n');
}

function listText({ ordered, start, items }: ListView<string>, indent: string): string {
  const first = start ?? 1;
  const widest = `${first + items.length - 1}.`.length;
  return items
    .map(({ text, list }, index) => {
      const mark = ordered ? `${first + index}.`.padStart(widest) : '*';
      const below = `${indent}${' '.repeat(mark.length + 1)}`;
      const item = wrap(text, WIDTH, `${indent}${mark} `, below);
      return list ? `${item}\n${listText(list, below)}` : item;
    })
    .join('\n');
}
