import type { Article, ArticleImage, Block } from '../../article/article.ts';
import type { FoundPicture, LeftOut } from '../../article/reading.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../base/problem.ts';
import type { Draft } from './draft.ts';

export interface SavedPicture {
  /** Its name next to the article. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** An article whose pictures are files next to it, and these files. */
export interface Illustrated {
  readonly article: Article;
  readonly pictures: readonly SavedPicture[];
  /** The words of pictures in the story that could not be had. */
  readonly leftOut: readonly LeftOut[];
  /** Pictures that could not be had: the words of the lead picture stay, for one of your own. */
  readonly problems: readonly Problem[];
}

/**
 * Returns a draft without the captions in its story that have no picture, such as those of a pasted
 * page: they are listed as left out.
 */
export function withoutLoneCaptions(draft: Draft): Draft {
  const { article, leftOut } = draft;
  const isLone = (block: Block) => block.kind === 'image' && nameIn(block.image) === undefined;
  const lone = article.blocks.filter(isLone);
  if (lone.length === 0) return draft;
  const blocks = article.blocks.filter((block) => !isLone(block));
  const lines = lone.map((block) => leftOutOf(block, 'a caption without its picture'));
  return { ...draft, article: { ...article, blocks }, leftOut: inOrder([...leftOut, ...lines]) };
}

/** Sorts lines that were left out as they are in the source. */
export function inOrder(lines: readonly LeftOut[]): readonly LeftOut[] {
  return [...lines].sort((a, b) => a.line - b.line);
}

/** Fetches the pictures of a draft; `prefix` begins the names of their files. */
export async function fetchFor(
  { article, pictures }: Draft,
  prefix: string,
  allowPrivate: boolean,
): Promise<Illustrated> {
  if (pictures.length === 0) return { article, pictures: [], leftOut: [], problems: [] };
  const { fetchPictures } = await import('../../sources/pictures.ts');
  const fetched = await fetchPictures(pictures, { allowPrivate });
  const got = fetched.ok ? fetched.value : [];
  const files = new Map(got.map(({ found, file }) => [keyOf(found), `${prefix}-${file}`]));
  const missing = new Set(pictures.map(keyOf).filter((key) => !files.has(key)));
  const isMissing = (block: Block) =>
    block.kind === 'image' && missing.has(nameIn(block.image) ?? '');
  const blocks = article.blocks.filter((block) => !isMissing(block));
  return {
    article: withImages({ ...article, blocks }, (image) => withFile(image, files, missing)),
    pictures: got.map(({ file, bytes }) => ({ file: `${prefix}-${file}`, bytes })),
    leftOut: article.blocks
      .filter(isMissing)
      .map((block) => leftOutOf(block, 'a picture that could not be had')),
    problems: fetched.problems,
  };
}

function keyOf(found: FoundPicture): string {
  return found.kind === 'web' ? found.source : found.file;
}

function nameIn({ source, file }: ArticleImage): string | undefined {
  return source ?? file;
}

/** A picture that is not one of the source's is a person's own: it stays. */
function withFile(
  image: ArticleImage,
  files: ReadonlyMap<string, string>,
  missing: ReadonlySet<string>,
): ArticleImage {
  const name = nameIn(image) ?? '';
  const words = { ...image, source: undefined, file: undefined };
  const saved = files.get(name);
  if (saved !== undefined) return defined({ ...words, file: saved });
  return missing.has(name) ? defined({ ...words, crop: undefined }) : image;
}

function leftOutOf(block: Block, reason: string): LeftOut {
  const { alt, caption, credit } = block.kind === 'image' ? block.image : {};
  const text = [alt, caption, credit].filter((part) => part !== undefined && part !== '').join(' ');
  return { line: block.line, text: text || 'a picture', reason };
}

function withImages(article: Article, replace: (image: ArticleImage) => ArticleImage): Article {
  const { image, blocks } = article;
  return {
    ...article,
    ...(image ? { image: replace(image) } : {}),
    blocks: blocks.map((block) =>
      block.kind === 'image' ? { ...block, image: replace(block.image) } : block,
    ),
  };
}
