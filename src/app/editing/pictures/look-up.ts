import { dirname, relative, resolve, sep } from 'node:path';
import type { ArticleImage } from '../../../article/article.ts';
import { defined } from '../../../base/defined.ts';
import { pictureFormat } from '../../../base/picture-format.ts';
import type { PictureRef, ShownPicture } from '../../../studio/pictures.ts';
import type { StoryFile, StoryFiles } from '../../../studio/writing.ts';
import { pictureReader } from '../../prepare/picture-files.ts';
import type { Workspace } from '../../workspace.ts';
import { picturesOf, wordsOf } from './of-story.ts';
import type { Placeable } from './place.ts';
import type { Uploads } from './uploads.ts';

type StoryRef = PictureRef & { readonly kind: 'story' };

/** What pictures are, by where they are; undefined if there is no such picture. */
export interface PictureLookup {
  /** Returns the bytes of a picture that a letter can show. */
  bytes(ref: PictureRef): Promise<Uint8Array | undefined>;
  /** Returns a picture as a story would name it. */
  placeable(ref: PictureRef, story: StoryFile): Promise<Placeable | undefined>;
  /** Shows a picture of a story, or why it can't be shown. */
  inStory(ref: StoryRef): Promise<ShownPicture | undefined>;
  /** Shows an image of an article, whose path is as messages show it. */
  image(image: ArticleImage, article: string): Promise<ShownPicture>;
}

/** Looks pictures up in the files of stories and among those that were given. */
export function lookUpPictures(
  { root }: Workspace,
  files: Pick<StoryFiles, 'storyFile'>,
  uploads: Uploads,
): PictureLookup {
  const read = pictureReader(root);
  const find = async ({ edition, story, n }: StoryRef) => {
    const file = await files.storyFile(edition, story);
    const image = file && picturesOf(file).find((each) => each.n === n)?.image;
    return image && { image, article: file.file };
  };
  const image = (each: ArticleImage, article: string) => shownImage(each, article, read);
  return {
    bytes: async (ref) => {
      if (ref.kind === 'upload') return uploads.get(ref.token)?.bytes;
      const found = await find(ref);
      if (found?.image.file === undefined) return undefined;
      const got = read(found.article, found.image.file);
      return 'bytes' in got && 'extension' in pictureFormat(got.bytes) ? got.bytes : undefined;
    },
    placeable: async (ref, story) => {
      if (ref.kind === 'upload') return uploads.get(ref.token);
      const found = await find(ref);
      if (found?.image.file === undefined) return found && defined({ source: found.image.source });
      const folder = dirname(resolve(root, story.file));
      const path = resolve(root, dirname(found.article), found.image.file);
      return { file: relative(folder, path).split(sep).join('/') };
    },
    inStory: async (ref) => {
      const found = await find(ref);
      return found && image(found.image, found.article);
    },
    image,
  };
}

async function shownImage(
  image: ArticleImage,
  article: string,
  read: ReturnType<typeof pictureReader>,
): Promise<ShownPicture> {
  const { source, file = '', crop } = image;
  const shared = { ...defined({ crop }), words: wordsOf(image), notes: [] };
  if (source !== undefined) {
    return { ...shared, name: source, fault: 'is on the web, and is not loaded here' };
  }
  const found = read(article, file);
  if ('fault' in found) return { ...shared, name: file, fault: found.fault };
  const format = pictureFormat(found.bytes);
  if ('fault' in format) return { ...shared, name: file, fault: format.fault };
  const { lookAt } = await import('../../../pictures/preview.ts');
  const look = await lookAt(found.bytes);
  if ('fault' in look) return { ...shared, name: file, fault: look.fault };
  const { width, height } = look;
  return { ...shared, name: file, size: { width, height } };
}
