import type { Article } from '../../article/article.ts';
import type { FoundPicture } from '../../article/reading.ts';
import { defined } from '../../base/defined.ts';
import { problem, type Problem } from '../../base/problem.ts';
import { filesBeside } from '../../sources/beside.ts';
import type { OpenedSource } from './open-source.ts';

/** Returns the pictures in the folder of a saved page, by what its HTML calls them. */
export function embeddedIn(folder: string) {
  const find = filesBeside(folder);
  return {
    get: (src: string) => {
      const bytes = find(src);
      return bytes && { file: src, bytes };
    },
  };
}

/**
 * Returns the picture files that a text or Markdown source names, and a problem for each that is
 * neither in its folder nor in the content folder. A source without a folder, such as a paste, can
 * only name files of the content folder.
 */
export function picturesBeside(
  { image, blocks, lines }: Article,
  { folder, shown }: OpenedSource,
  content: string,
): { readonly pictures: readonly FoundPicture[]; readonly problems: readonly Problem[] } {
  const findHere = folder === undefined ? () => undefined : filesBeside(folder);
  const findInContent = filesBeside(content);
  const named = [
    { image, line: lines.image },
    ...blocks.map((block) => (block.kind === 'image' ? block : { image: undefined, line: 1 })),
  ].flatMap((each) => {
    const { file } = each.image ?? {};
    return each.image === undefined || file === undefined
      ? []
      : [{ image: each.image, line: each.line, file, bytes: findHere(file) }];
  });
  return {
    pictures: named.flatMap(({ image, file, bytes }) =>
      bytes ? [{ kind: 'embedded', image, file, bytes }] : [],
    ),
    problems: named
      .filter(({ file, bytes }) => !bytes && !findInContent(file))
      .map(({ file, line }) => missing(file, { file: shown, ...defined({ line }) })),
  };
}

/** The story can be written first and its picture saved later: `build` fails until then. */
function missing(file: string, place: NonNullable<Problem['place']>): Problem {
  return {
    ...problem('article/picture', place, `there is no file "${file}" next to the source`),
    severity: 'warning',
  };
}
