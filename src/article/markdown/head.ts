import type { ArticleImage, Block } from '../article.ts';
import { defined } from '../../base/defined.ts';
import { dropStart, plainText, type RichText } from '../rich-text.ts';
import type { Reading } from '../reading.ts';
import { isByline } from '../wire/byline.ts';
import { isContributors } from '../wire/contributors.ts';
import { splitCredit } from '../wire/credit.ts';
import { splitDateline } from '../wire/dateline.ts';
import { isKeyPointsLabel } from '../wire/label.ts';

type Parts = Omit<Reading['article'], 'section' | 'headline' | 'lines'> & {
  readonly imageLine?: number;
};

/** Returns whether a part may be taken from the text: front matter does not give it. */
export type IsFree = (part: string) => boolean;

/**
 * Finds the parts of a story among the blocks below its headline: dek, byline, picture, key points,
 * dateline and contributors. What remains are the blocks of the story.
 */
export function partsOf(all: readonly Block[], isFree: IsFree): Parts {
  const points = takeKeyPoints(withCaptions(all), isFree);
  const top = takeTop(points.rest, isFree);
  const { dateline, blocks } = takeDateline(top.rest, isFree);
  const story = takeContributors(withoutOuterRules(blocks));
  return { ...top.parts, ...points.parts, ...defined({ dateline }), ...story };
}

/** An emphasized paragraph below a picture is its caption; a credit at its end is told apart. */
function withCaptions(blocks: readonly Block[]): readonly Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const before = result.at(-1);
    const words = emphasized(block);
    if (before?.kind === 'image' && before.image.caption === undefined && words !== undefined) {
      result[result.length - 1] = { ...before, image: { ...before.image, caption: words } };
    } else {
      result.push(block);
    }
  }
  return result.map((block) =>
    block.kind === 'image' ? { ...block, image: withCredit(block.image) } : block,
  );
}

/** The words of a paragraph that is emphasized as a whole. */
function emphasized(block: Block | undefined): string | undefined {
  if (block?.kind !== 'paragraph') return undefined;
  const [only, ...others] = block.text;
  return only?.kind === 'emphasis' && others.length === 0 ? plainText(only.children) : undefined;
}

/** Separates a credit at the end of a picture's caption. */
export function withCredit({ caption: words, ...image }: ArticleImage): ArticleImage {
  if (words === undefined) return image;
  return { ...image, ...(splitCredit(words) ?? { caption: words }) };
}

/** Takes the list below a heading, or a line of its own, that is a label of key points. */
function takeKeyPoints(blocks: readonly Block[], isFree: IsFree) {
  const at = !isFree('keyPoints')
    ? -1
    : blocks.findIndex((block, index) => {
        if (block.kind !== 'heading' && block.kind !== 'paragraph') return false;
        return blocks[index + 1]?.kind === 'list' && isKeyPointsLabel(plainText(block.text));
      });
  const label = blocks[at];
  const list = blocks[at + 1];
  if (
    !label ||
    !('text' in label) ||
    list?.kind !== 'list' ||
    list.items.some((item) => item.list)
  ) {
    return { parts: { keyPoints: [] }, rest: blocks };
  }
  const keyPointsHeading = plainText(label.text).replace(/\s*[::]$/, '');
  const keyPoints: readonly RichText[] = list.items.map(({ text }) => text);
  return {
    parts: { keyPointsHeading, keyPoints },
    rest: [...blocks.slice(0, at), ...blocks.slice(at + 2)],
  };
}

/** Takes what stands above the story, in any order: dek, byline and the picture. */
function takeTop(blocks: readonly Block[], isFree: IsFree) {
  let dek: string | undefined;
  let byline: string | undefined;
  let image: (Block & { kind: 'image' }) | undefined;
  let taken = 0;
  for (const block of blocks) {
    const text = block.kind === 'paragraph' ? plainText(block.text) : '';
    if (block.kind === 'image' && !image && isFree('image')) image = block;
    else if (byline === undefined && isFree('byline') && text !== '' && isByline(text))
      byline = text;
    else if (dek === undefined && isFree('dek') && emphasized(block) !== undefined) dek = text;
    else break;
    taken++;
  }
  const parts = defined({ dek, byline, image: image?.image, imageLine: image?.line });
  return { parts, rest: blocks.slice(taken) };
}

function takeDateline(blocks: readonly Block[], isFree: IsFree) {
  const at = blocks.findIndex(({ kind }) => kind === 'paragraph');
  const first = blocks[at];
  if (first?.kind !== 'paragraph' || !isFree('dateline')) return { dateline: undefined, blocks };
  const found = splitDateline(plainText(first.text));
  if (!found) return { dateline: undefined, blocks };
  const story = { ...first, text: dropStart(first.text, found.length) };
  return { dateline: found.dateline, blocks: blocks.with(at, story) };
}

/** A rule above or below a whole story separates nothing in it. */
function withoutOuterRules(blocks: readonly Block[]): readonly Block[] {
  const isContent = ({ kind }: Block) => kind !== 'rule';
  return blocks.slice(blocks.findIndex(isContent), blocks.findLastIndex(isContent) + 1);
}

function takeContributors(blocks: readonly Block[]) {
  const end = blocks.findLastIndex(
    (block) =>
      block.kind !== 'footnote' &&
      !(block.kind === 'paragraph' && isContributors(plainText(block.text))),
  );
  const lines = blocks
    .slice(end + 1)
    .flatMap((block) => (block.kind === 'paragraph' ? [plainText(block.text)] : []));
  const notes = blocks.slice(end + 1).filter(({ kind }) => kind === 'footnote');
  const contributors = lines.length > 0 ? lines : undefined;
  return { ...defined({ contributors }), blocks: [...blocks.slice(0, end + 1), ...notes] };
}
