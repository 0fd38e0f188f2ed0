import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ArticleImage } from '../../../article/article.ts';
import { pictureMarkdown } from '../../../article/markdown/change-pictures.ts';
import { defined } from '../../../base/defined.ts';
import { fileFault } from '../../../base/file-fault.ts';
import type { Failure, PicturePlaced, PicturePlacing } from '../../../studio/pictures.ts';
import type { FileSaved, StoryChange, StoryFile } from '../../../studio/writing.ts';
import { changeFor, fieldsOf, withWords } from './of-story.ts';
import { storePicture } from './store.ts';
import type { Upload } from './uploads.ts';

/** What is put into a story: a picture that was given, or one that a file or the web has. */
export type Placeable = Upload | Pick<ArticleImage, 'source' | 'file'>;

export interface PlaceOptions {
  readonly story: StoryFile;
  /** The path of the story's file. */
  readonly path: string;
  readonly change: (change: StoryChange) => Promise<FileSaved | undefined>;
}

/**
 * Writes a picture into a story, its file beside the article first where it was given: under a new
 * name, and removed again if the story could not be changed. Nothing is written without alternative
 * text, unless the picture is said to be decorative. Undefined if the story or the place is gone.
 */
export async function placePicture(
  picture: Placeable,
  placing: PicturePlacing,
  { story, path, change }: PlaceOptions,
): Promise<PicturePlaced | undefined> {
  const { crop, words, place } = placing;
  const describe = (named: Pick<ArticleImage, 'source' | 'file'>) =>
    withWords(defined({ source: named.source, file: named.file, crop }), words);
  const fault = faultOf(describe({}));
  if (fault) return { kind: 'failed', ...fault };
  const stored = 'bytes' in picture ? store(path, picture) : undefined;
  if (stored && 'message' in stored) return { kind: 'failed', ...stored };
  const image = describe(stored ?? ('bytes' in picture ? {} : picture));
  if (place.kind === 'given') {
    return { kind: 'given', markdown: pictureMarkdown(image), fields: fieldsOf(image) };
  }
  const changed = changeFor(story, image, place, placing);
  const saved = changed && placedBy(await change(changed));
  if (saved?.kind !== 'placed' && stored?.isNew === true) {
    rmSync(join(dirname(path), stored.file), { force: true });
  }
  return saved;
}

/** Says what became of a change that puts a picture into a story, or takes it out. */
export function placedBy(saved: FileSaved | undefined): PicturePlaced | undefined {
  if (saved?.kind === 'saved') return { kind: 'placed' };
  return saved?.kind === 'changed' ? { kind: 'changed' } : saved;
}

/** Of a line of front matter. */
const LONGEST = 2000;

function faultOf({ alt, caption = '', credit = '' }: ArticleImage): Failure | undefined {
  if (alt === undefined) return NO_ALT;
  if ([alt, caption, credit].some((text) => text.length > LONGEST)) {
    return { message: 'One of the texts is too long.', remedy: 'Write at most 2,000 characters.' };
  }
  if (!/^\S+\.(?:jpe?g|png|gif|webp|avif)$/i.test(alt)) return undefined;
  return { ...NO_ALT, message: 'The alternative text is the name of a file.' };
}

const NO_ALT = {
  message: 'The picture has no alternative text yet.',
  remedy:
    'Say in a sentence what it shows, for readers who can’t see it, or choose “It only decorates”.',
};

function store(path: string, upload: Upload) {
  try {
    return (
      storePicture(path, upload.name, upload) ?? {
        message: 'There are too many pictures of this name.',
        remedy: 'Give the file another name, and choose it again.',
      }
    );
  } catch (error) {
    const fault = fileFault(error);
    if (!fault) throw error;
    return { message: fault.message, remedy: fault.remedy };
  }
}
