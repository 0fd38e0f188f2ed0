import type { Article, Footnote } from '../article/article.ts';
import { inlinesOf, plainText, type LinkInline } from '../article/rich-text.ts';
import { richTextsOf } from '../article/story-texts.ts';

/** The numbers of a story's footnotes and links. Those of the links follow those of the footnotes. */
export interface Marks {
  /** In the order of their numbers, from 1. */
  readonly footnotes: readonly Footnote[];
  readonly ofFootnote: ReadonlyMap<string, number>;
  /** By URL, in the order of the numbers. A link whose text is its address has none. */
  readonly ofLink: ReadonlyMap<string, number>;
}

/** Numbers the footnotes and links of a story in reading order. */
export function marksOf({ keyPoints, blocks }: Article): Marks {
  const texts = [
    ...keyPoints,
    ...blocks.flatMap((block) => (block.kind === 'footnote' ? [] : richTextsOf(block))),
  ].flatMap(inlinesOf);
  const labels = texts.flatMap((inline) => (inline.kind === 'footnote' ? [inline.label] : []));
  const place = ({ label }: Footnote) =>
    labels.includes(label) ? labels.indexOf(label) : labels.length;
  const footnotes = blocks
    .filter((block) => block.kind === 'footnote')
    .toSorted((a, b) => place(a) - place(b));
  const all = [...texts, ...footnotes.flatMap(({ text }) => inlinesOf(text))];
  const urls = new Set(
    all.flatMap((inline) => (inline.kind === 'link' && isHidden(inline) ? [inline.url] : [])),
  );
  return {
    footnotes,
    // Of two footnotes with the same label, the first one is meant.
    ofFootnote: new Map(footnotes.map(({ label }, index) => [label, index + 1] as const).reverse()),
    ofLink: new Map(Array.from(urls, (url, index) => [url, footnotes.length + index + 1])),
  };
}

/** Whether the text of a link does not show its address. */
function isHidden({ url, children }: LinkInline): boolean {
  const text = plainText(children);
  return text !== '' && ![url, url.replace(/^mailto:/, '')].includes(text);
}
