/** Pictures in the text of a Markdown article: found where they stand, and written anew. */
import type { Image, ImageReference, Nodes, Root, RootContent } from 'mdast';
import type { ArticleImage } from '../article.ts';
import { contextOf } from './context.ts';
import { withCredit } from './head.ts';
import { nestingFault } from './nesting.ts';
import { pictureOf } from './pictures.ts';
import { parseTree } from './tree.ts';
import { writeBlocks } from './write.ts';

export interface TextPicture {
  readonly image: ArticleImage;
  /** The line of the text on which it stands, from 1. */
  readonly line: number;
  /** Where its Markdown is in the text, with a caption below it. */
  readonly start: number;
  readonly end: number;
}

/** A block of a text, below which a picture can be. */
export interface TextPlace {
  /** The last line of the block, from 1. */
  readonly line: number;
  readonly words: string;
}

/** Returns the pictures of a Markdown text, in its order; none of one that is nested too deeply. */
export function picturesInText(text: string): readonly TextPicture[] {
  if (nestingFault(text) !== undefined) return [];
  const root = parseTree(text);
  const context = contextOf(root, '', 1, []);
  return root.children.flatMap((block, index) => {
    const below = captionBelow(block, root.children[index + 1]);
    return imagesIn(block).map((node) => {
      const image = pictureOf(node, context);
      const own = below !== undefined && image.caption === undefined ? below : undefined;
      return {
        image: withCredit(own ? { ...image, caption: own.words } : image),
        line: context.lineOf(node),
        start: node.position?.start.offset ?? 0,
        end: own?.end ?? node.position?.end.offset ?? 0,
      };
    });
  });
}

function imagesIn(node: Nodes): readonly (Image | ImageReference)[] {
  if (node.type === 'image' || node.type === 'imageReference') return [node];
  return 'children' in node ? node.children.flatMap(imagesIn) : [];
}

/** An emphasized paragraph below a paragraph that is a picture. */
function captionBelow(block: RootContent, next: RootContent | undefined) {
  if (block.type !== 'paragraph' || block.children.length !== 1) return undefined;
  if (imagesIn(block).length !== 1 || next?.type !== 'paragraph') return undefined;
  const [only, ...others] = next.children;
  if (only?.type !== 'emphasis' || others.length > 0) return undefined;
  return { words: valuesIn(only).join(''), end: next.position?.end.offset ?? 0 };
}

/** Writes a picture as Markdown on one line. */
export function pictureMarkdown(image: ArticleImage): string {
  return writeBlocks([{ kind: 'image', image, line: 1 }]).trim();
}

/** Returns a text with another picture in place of one; without it if there is none. */
export function replacePicture(
  text: string,
  { start, end }: TextPicture,
  image: ArticleImage | undefined,
): string {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (image) return `${before}${pictureMarkdown(image)}${after}`;
  const isAlone = /(?:^|\n)[ \t]*$/.test(before) && /^[ \t]*(?:\n|$)/.test(after);
  return isAlone
    ? `${before.replace(/[ \t]*$/, '')}${after.replace(/^[ \t]*\n?\n?/, '')}`
    : `${before}${after}`;
}

/** Returns a text with a picture below the block that ends on or after a line; at its top for 0. */
export function addPicture(text: string, line: number, image: ArticleImage): string {
  const markdown = pictureMarkdown(image);
  const block = parseTree(text).children.find((each) => (each.position?.end.line ?? 0) >= line);
  const at = line === 0 ? 0 : (block?.position?.end.offset ?? text.trimEnd().length);
  const [before, after] = [text.slice(0, at), text.slice(at)];
  const above = before.trim() === '' ? before : `${before}\n\n`;
  return `${above}${markdown}${after.trim() === '' ? '\n' : `\n\n${after.replace(/^\n+/, '')}`}`;
}

const TEXT_BLOCKS = ['paragraph', 'list', 'blockquote', 'table', 'code'];
const LONGEST_WORDS = 70;

/** Returns the blocks of a text below which a picture can be: none that only belongs to the next one. */
export function placesInText(text: string): readonly TextPlace[] {
  if (nestingFault(text) !== undefined) return [];
  return parseTree(text)
    .children.filter(({ type }) => TEXT_BLOCKS.includes(type))
    .map((block) => ({ line: block.position?.end.line ?? 1, words: wordsOf(block) }))
    .filter(({ words }) => words !== '');
}

function wordsOf(node: Nodes | Root): string {
  const words = valuesIn(node).join(' ').replace(/\s+/g, ' ').trim();
  if (words.length <= LONGEST_WORDS) return words;
  return `${words.slice(0, LONGEST_WORDS).replace(/\s\S*$/, '')} …`;
}

function valuesIn(node: Nodes): readonly string[] {
  if (node.type === 'html') return [];
  if ('value' in node) return [node.value];
  return 'children' in node ? node.children.flatMap(valuesIn) : [];
}
