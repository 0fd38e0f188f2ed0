import type { Article, ArticleImage } from '../../article/article.ts';
import type { FoundPicture } from '../../article/reading.ts';
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
  /** Pictures that could not be had: their captions stay, for a picture of one's own. */
  readonly problems: readonly Problem[];
}

/** Fetches the pictures of a draft; `prefix` begins the names of their files. */
export async function fetchFor(
  { article, pictures }: Draft,
  prefix: string,
  allowPrivate: boolean,
): Promise<Illustrated> {
  if (pictures.length === 0) return { article, pictures: [], problems: [] };
  const { fetchPictures } = await import('../../sources/pictures.ts');
  const fetched = await fetchPictures(pictures, { allowPrivate });
  const got = fetched.ok ? fetched.value : [];
  const files = new Map(got.map(({ found, file }) => [keyOf(found), `${prefix}-${file}`]));
  const replace = (image: ArticleImage): ArticleImage => {
    const { source, file, ...words } = image;
    const key = source ?? file;
    if (key === undefined) return image;
    const saved = files.get(key);
    return saved === undefined ? words : { ...words, file: saved };
  };
  return {
    article: withImages(article, replace),
    pictures: got.map(({ file, bytes }) => ({ file: `${prefix}-${file}`, bytes })),
    problems: fetched.problems,
  };
}

function keyOf(found: FoundPicture): string {
  return found.kind === 'web' ? found.source : found.file;
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
