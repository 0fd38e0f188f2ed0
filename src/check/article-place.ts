import type { Article } from '../article/article.ts';
import type { Edition } from '../edition/edition.ts';
import { defined } from '../base/defined.ts';
import type { Place } from '../base/problem.ts';

interface Piece {
  readonly text: string;
  readonly line?: number;
}

/** Where in the articles a wording stands, with its line where that is known. */
export function placeInArticles(
  { lead, further, subject, preheader }: Edition,
  says: (text: string) => boolean,
): Place | undefined {
  const known = [lead, ...further].flatMap((article) =>
    piecesOf(article).map((piece) => ({ file: article.file, ...piece })),
  );
  const own = [subject, preheader].map((text) => ({ file: lead.file, text }));
  const found: (Piece & Place) | undefined = [...known, ...own].find(({ text }) => says(text));
  return found && { file: found.file, ...defined({ line: found.line }) };
}

function piecesOf(article: Article): readonly Piece[] {
  const { section, headline, byline, dateline, keyPoints, keyPointsHeading, url, lines } = article;
  const unplaced = [section, byline, dateline, keyPointsHeading, url, ...keyPoints];
  return [
    { text: headline, line: lines.headline },
    ...imagePieces(article.image, lines.image),
    ...article.blocks.flatMap((block) => {
      const { line } = block;
      if (block.kind === 'image') return imagePieces(block.image, line);
      const texts = block.kind === 'list' ? block.items : [block.text];
      return texts.map((text) => ({ text, line }));
    }),
    ...unplaced.filter((text) => text !== undefined).map((text) => ({ text })),
  ];
}

function imagePieces(image: Article['image'], line: number | undefined): readonly Piece[] {
  const texts = [image?.source, image?.alt, image?.caption, image?.credit];
  return texts.filter((text) => text !== undefined).map((text) => ({ text, ...defined({ line }) }));
}
