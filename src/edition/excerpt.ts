import type { Article, StoryLength } from '../article/article.ts';

/**
 * A story as the letter carries it: whole, or its blocks up to a number of paragraphs. It is cut
 * only where a URL leads to the rest of it.
 */
export function excerpt(article: Article, length: StoryLength): Article {
  if (length === 'full' || article.url === undefined) return article;
  let paragraphs = 0;
  const end = article.blocks.findIndex(
    (block) => block.kind === 'paragraph' && ++paragraphs > length,
  );
  return end === -1 ? article : { ...article, blocks: article.blocks.slice(0, end) };
}
