import type { Image, ImageReference, Paragraph, PhrasingContent } from 'mdast';
import { defined } from '../../base/defined.ts';
import { shorten } from '../../base/format.ts';
import { webUrl } from '../../base/url.ts';
import type { ArticleImage, Block } from '../article.ts';
import { hasCrop, splitCrop, type CroppedFile } from '../crop.ts';
import { plainText, type RichText } from '../rich-text.ts';
import type { Context } from './context.ts';
import { foldLines, inlineOf } from './inline.ts';

type ImageNode = Image | ImageReference;

/** Converts a paragraph: its texts are paragraphs, and its pictures blocks between them. */
export function paragraphBlocks(node: Paragraph, context: Context): readonly Block[] {
  const line = context.lineOf(node);
  const blocks: Block[] = [];
  let words: PhrasingContent[] = [];
  const endParagraph = () => {
    const text = foldLines(inlineOf(words, context));
    words = [];
    if (plainText(text).trim() !== '')
      blocks.push({ kind: 'paragraph', text: trimmed(text), line });
  };
  for (const child of node.children) {
    const image = imageIn(child);
    if (!image) {
      words.push(child);
      continue;
    }
    endParagraph();
    blocks.push(pictureBlock(image, context));
  }
  endParagraph();
  return blocks;
}

/** Returns a picture as a block. */
export function pictureBlock(node: ImageNode, context: Context): Block {
  return { kind: 'image', image: pictureOf(node, context), line: context.lineOf(node) };
}

/** A picture, also one that is a link to somewhere. */
function imageIn(node: PhrasingContent): ImageNode | undefined {
  if (node.type === 'image' || node.type === 'imageReference') return node;
  const [only, ...others] = node.type === 'link' ? node.children : [];
  return only && others.length === 0 ? imageIn(only) : undefined;
}

/** Converts a picture; a path or crop that can't be used is reported. */
export function pictureOf(node: ImageNode, context: Context): ArticleImage {
  const { url = '', title } =
    node.type === 'image' ? node : (context.definition(node.identifier) ?? {});
  const source = webUrl(url);
  const isPath = source === undefined && !/^[a-z][a-z\d+.-]*:|^[/\\]|^$/i.test(url);
  if (source !== undefined && hasCrop(source)) {
    context.report(
      'article/picture-crop',
      node,
      `the picture is on the web: ${shorten(source, 80)}`,
    );
  }
  if (source === undefined && !isPath)
    context.report('article/link', node, `"${shorten(url, 80)}"`);
  return defined({
    source,
    ...(isPath ? fileOf(url, node, context) : {}),
    // As in front matter: a picture without anything to tell.
    alt: node.alt === 'none' ? '' : textOrNothing(node.alt),
    caption: textOrNothing(title),
  });
}

function fileOf(url: string, node: ImageNode, context: Context): CroppedFile {
  const split = splitCrop(url);
  if (!('fault' in split)) return { ...split, file: decodedPath(split.file) };
  context.report('article/picture-crop', node, split.fault);
  return { file: url };
}

function textOrNothing(text: string | null | undefined): string | undefined {
  return text === '' ? undefined : (text ?? undefined);
}

/** In Markdown a path is written like a URL: a space is %20. */
function decodedPath(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function trimmed(rich: RichText): RichText {
  return rich
    .map((inline, index) => {
      if (inline.kind !== 'text') return inline;
      const start = index === 0 ? inline.text.trimStart() : inline.text;
      return { ...inline, text: index === rich.length - 1 ? start.trimEnd() : start };
    })
    .filter((inline) => inline.kind !== 'text' || inline.text !== '');
}
