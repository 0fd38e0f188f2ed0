/** How a check reports what it found: which element, where in the articles, and how many times. */
import type { Article } from '../article/article.ts';
import { linksOf, plainText } from '../article/rich-text.ts';
import { blockTexts, richTextsOf } from '../article/story-texts.ts';
import { defined } from '../base/defined.ts';
import { problem, type Place, type Problem } from '../base/problem.ts';
import type { Edition } from '../edition/edition.ts';

/** Returns an element's own tag and its first words, shortened, to identify it in a problem. */
export function elementTag(element: Pick<Element, 'outerHTML' | 'textContent'>): string {
  const tag = element.outerHTML.slice(0, element.outerHTML.indexOf('>') + 1).replace(/\s+/g, ' ');
  const words = element.textContent.replace(/\s+/g, ' ').trim();
  const text = words.length > 40 ? `${words.slice(0, 40)}…` : words;
  return `${tag.length > 120 ? `${tag.slice(0, 119)}…>` : tag}${text}`;
}

const MOST = 5;

/** Returns the first five of some problems with the same code, and the number of the others. */
export function firstFew(problems: readonly Problem[]): readonly Problem[] {
  const [first] = problems;
  if (!first || problems.length <= MOST) return problems;
  const rest = problem(first.code, first.place, `and ${problems.length - MOST} more`);
  return [...problems.slice(0, MOST), rest];
}

interface ArticleText {
  readonly text: string;
  readonly line?: number;
}

/**
 * Returns the place of the first text in the articles for which `matches` is true: its file, and
 * its line where the parser kept it. Undefined if there is none.
 */
export function placeInArticles(
  { lead, further, subject, preheader }: Edition,
  matches: (text: string) => boolean,
): Place | undefined {
  const texts = [lead, ...further].flatMap((article) =>
    textsOf(article).map((each) => ({ file: article.file, ...each })),
  );
  const own = [subject, preheader].map((text) => ({ file: lead.file, text }));
  const found: (ArticleText & Place) | undefined = [...texts, ...own].find(({ text }) =>
    matches(text),
  );
  return found && { file: found.file, ...defined({ line: found.line }) };
}

function textsOf(article: Article): readonly ArticleText[] {
  const { section, headline, dek, byline, dateline, keyPoints, keyPointsHeading, url, lines } =
    article;
  const { authors = [], contributors = [] } = article;
  const alone = [section, byline, dateline, keyPointsHeading, dek, url];
  const withoutLine = [...alone, ...authors, ...contributors];
  return [
    { text: headline, line: lines.headline },
    ...imageTexts(article.image, lines.image),
    ...article.blocks.flatMap((block) => {
      const { line } = block;
      if (block.kind === 'image') return imageTexts(block.image, line);
      const links = richTextsOf(block).flatMap(linksOf);
      return [...blockTexts(block), ...links].map((text) => ({ text, line }));
    }),
    ...keyPoints
      .flatMap((point) => [plainText(point), ...linksOf(point)])
      .map((text) => ({ text })),
    ...withoutLine.filter((text) => text !== undefined).map((text) => ({ text })),
  ];
}

/** Returns the place of a link in the articles; the theme's folder if no article contains it. */
export function placeOfLink(
  link: Element,
  { edition, themeFolder }: { readonly edition: Edition; readonly themeFolder: string },
): Place {
  const href = link.getAttribute('href')?.trim() ?? '';
  const place = href === '' ? undefined : placeInArticles(edition, (text) => text.includes(href));
  return place ?? { file: themeFolder };
}

function imageTexts(image: Article['image'], line: number | undefined): readonly ArticleText[] {
  const texts = [image?.source, image?.alt, image?.caption, image?.credit];
  return texts.filter((text) => text !== undefined).map((text) => ({ text, ...defined({ line }) }));
}
