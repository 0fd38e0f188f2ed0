import type { Reading } from '../../src/article/reading.ts';
import type { ArticleImage, Block, List } from '../../src/article/article.ts';
import { plainText, type RichText } from '../../src/article/rich-text.ts';

/** Returns what was read as short lines, as a person would check it. */
export function told({ article, leftOut }: Reading): readonly string[] {
  const { section, headline, dek, byline, authors, dateline, published, updated, image } = article;
  const fields = {
    section,
    headline,
    dek,
    byline,
    authors: authors?.join(' + '),
    published,
    updated,
  };
  return [
    ...Object.entries(fields).flatMap(([name, text]) =>
      text === undefined ? [] : `${name}: ${text}`,
    ),
    ...(article.keyPointsHeading === undefined ? [] : [`points: ${article.keyPointsHeading}`]),
    ...article.keyPoints.map((point) => `- ${marked(point)}`),
    ...(image ? [`image: ${pictured(image)}`] : []),
    ...(dateline === undefined ? [] : [`dateline: ${dateline}`]),
    ...article.blocks.flatMap(blockTold),
    ...(article.contributors ?? []).map((text) => `contributors: ${text}`),
    ...leftOut.map(({ text, reason }) => `left out: ${text} (${reason})`),
  ];
}

function blockTold(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [marked(block.text)];
    case 'heading':
      return [`${'#'.repeat(block.level)} ${marked(block.text)}`];
    case 'quote': {
      const by = block.attribution === undefined ? [] : [`> — ${block.attribution}`];
      return [...block.paragraphs.map((text) => `> ${marked(text)}`), ...by];
    }
    case 'list':
      return listTold(block, '');
    case 'image':
      return [`image: ${pictured(block.image)}`];
    case 'table':
      return [...(block.header ? [block.header] : []), ...block.rows].map(
        (row) => `| ${row.map(marked).join(' | ')} |`,
      );
    case 'rule':
      return ['---'];
    case 'footnote':
      return [`[${block.label}]: ${marked(block.text)}`];
  }
}

function listTold({ items, start }: List, indent: string): readonly string[] {
  return items.flatMap(({ text, list }, index) => [
    `${indent}${start === undefined ? '-' : `${start + index}.`} ${marked(text)}`,
    ...(list ? listTold(list, `${indent}  `) : []),
  ]);
}

function pictured({ source, file, alt, caption, credit }: ArticleImage): string {
  return [source ?? file, alt, caption, credit].map((each) => each ?? '').join(' / ');
}

function marked(rich: RichText): string {
  return rich
    .map((inline) => {
      switch (inline.kind) {
        case 'strong':
          return `*${marked(inline.children)}*`;
        case 'emphasis':
          return `_${marked(inline.children)}_`;
        case 'link':
          return `[${marked(inline.children)}](${inline.url})`;
        case 'footnote':
          return `[${inline.label}]`;
        case 'break':
          return ' / ';
        case 'code':
          return `\`${inline.text}\``;
        default:
          return plainText([inline]);
      }
    })
    .join('');
}
