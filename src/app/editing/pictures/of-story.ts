import type { ArticleImage } from '../../../article/article.ts';
import { withCrop } from '../../../article/crop.ts';
import {
  addPicture,
  picturesInText,
  placesInText,
  replacePicture,
  type TextPicture,
} from '../../../article/markdown/change-pictures.ts';
import { pictureNamed } from '../../../article/picture-name.ts';
import { defined } from '../../../base/defined.ts';
import type { PicturePlace, PicturePlacing, PictureWords } from '../../../studio/pictures.ts';
import type { StoryChange, StoryFile } from '../../../studio/writing.ts';

/** A picture of a story's file: the one that its front matter names, or one in its text. */
export interface FoundPicture {
  readonly n: number;
  readonly image: ArticleImage;
  readonly inText?: TextPicture;
}

/** Returns the pictures of a story's file; the one of the front matter is number 0. */
export function picturesOf({ fields, format, body }: StoryFile): readonly FoundPicture[] {
  const inText = format === 'markdown' ? picturesInText(body) : [];
  const { image = '', alt = '', caption = '', credit = '' } = fields ?? {};
  const named = pictureNamed(image);
  const lead = {
    ...('fault' in named ? { file: image } : named),
    alt: alt === 'none' ? '' : alt === '' ? undefined : alt,
    caption: caption || undefined,
    credit: credit || undefined,
  };
  return [
    ...(image === '' ? [] : [{ n: 0, image: defined(lead) }]),
    ...inText.map((each, index) => ({ n: index + 1, image: each.image, inText: each })),
  ];
}

/** Returns what a picture says; the words of one without alternative text are empty. */
export function wordsOf({ alt, caption = '', credit = '' }: ArticleImage): PictureWords {
  return { alt: alt ?? '', decorative: alt === '', caption, credit };
}

/** Returns a picture with the words that were typed for it, each on one line. */
export function withWords(image: ArticleImage, words: PictureWords): ArticleImage {
  const { source, file, crop } = image;
  const [alt, caption, credit] = [words.alt, words.caption, words.credit].map(oneLine);
  return defined({
    ...{ source, file, crop },
    alt: words.decorative ? '' : alt === '' ? undefined : alt,
    caption: caption === '' ? undefined : caption,
    credit: credit === '' ? undefined : credit,
  });
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
}

/** Returns what front matter has of a picture above the text. */
export function fieldsOf({ source, file = '', crop, alt, caption, credit }: ArticleImage) {
  return {
    image: source ?? withCrop(file, crop),
    alt: alt === '' ? 'none' : (alt ?? ''),
    caption: caption ?? '',
    credit: credit ?? '',
  };
}

/**
 * Returns the change that puts a picture into a story; without an image, the one that takes it out.
 * Undefined if there is no such place.
 */
export function changeFor(
  story: StoryFile,
  image: ArticleImage | undefined,
  place: PicturePlace,
  { base, file }: Pick<PicturePlacing, 'base' | 'file'>,
): StoryChange | undefined {
  const same = place.kind === 'same' ? picturesOf(story).find(({ n }) => n === place.n) : undefined;
  if (same?.inText) {
    return { base, file, body: replacePicture(story.body, same.inText, image) };
  }
  if (place.kind === 'lead' || same) {
    return { base, file, fields: image ? fieldsOf(image) : NO_PICTURE };
  }
  if (place.kind !== 'below' || !image || story.format !== 'markdown') return undefined;
  if (placesInText(story.body).every(({ line }) => line !== place.line)) return undefined;
  return { base, file, body: addPicture(story.body, place.line, image) };
}

const NO_PICTURE = { image: '', alt: '', caption: '', credit: '' };
