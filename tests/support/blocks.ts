/** Blocks of plain text, as short as a test can write them. */
import type { Block } from '../../src/article/article.ts';
import { richText } from '../../src/article/rich-text.ts';

export function paragraph(text: string, line = 1): Block {
  return { kind: 'paragraph', text: richText(text), line };
}

export function heading(text: string, line = 1): Block {
  return { kind: 'heading', level: 2, text: richText(text), line };
}

export function quote(text: string, line = 1): Block {
  return { kind: 'quote', paragraphs: [richText(text)], line };
}

export function list(items: readonly string[], line = 1): Block {
  return { kind: 'list', items: items.map((item) => ({ text: richText(item) })), line };
}
