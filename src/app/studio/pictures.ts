import { basename, resolve } from 'node:path';
import { placesInText } from '../../article/markdown/change-pictures.ts';
import { parseContent } from '../../article/parse.ts';
import { defined } from '../../base/defined.ts';
import { loadConfig } from '../../config/load.ts';
import type { PictureGiven, PictureTarget, StoryPictures } from '../../studio/pictures.ts';
import type { StoryChange, StoryFile, StoryFiles } from '../../studio/writing.ts';
import { usedPictures, type UsedPicture } from '../editing/pictures/earlier.ts';
import { inspectPicture } from '../editing/pictures/inspect.ts';
import { lookUpPictures, type PictureLookup } from '../editing/pictures/look-up.ts';
import { changeFor, picturesOf, wordsOf } from '../editing/pictures/of-story.ts';
import { placedBy, placePicture } from '../editing/pictures/place.ts';
import { createUploads, type Uploads } from '../editing/pictures/uploads.ts';
import { findStory } from '../editing/story-file.ts';
import { readArticle } from '../read-article.ts';
import type { Workspace } from '../workspace.ts';

/** On one page of earlier pictures. */
const PAGE = 24;

/** Brings pictures into stories for the studio, over the files of the stories. */
export function studioPictures(workspace: Workspace, files: StoryFiles): StoryPictures {
  const uploads = createUploads();
  const used = usedPictures(workspace);
  const pictures = lookUpPictures(workspace, files, uploads);
  return {
    pictureTarget: async (edition, story) => {
      const file = await files.storyFile(edition, story);
      return file && targetOf(file, pictures);
    },
    givePicture: (name, bytes) => give(workspace, uploads, name, bytes),
    shownPicture: async (ref, target) => {
      if (ref.kind === 'story') return pictures.inStory(ref);
      const upload = uploads.get(ref.token);
      if (!upload) return undefined;
      const { name, width, height, notes } = upload;
      const words = await loneCaption(workspace, target.file);
      return { name: shortName(name), size: { width, height }, words, notes };
    },
    pictureJpeg: async (ref, side, crop) => {
      const bytes = await pictures.bytes(ref);
      const { previewOf } = await import('../../pictures/preview.ts');
      return bytes && previewOf(bytes, side, crop);
    },
    placePicture: async (edition, index, ref, placing) => {
      const place = findStory(workspace, edition, index, placing.file);
      const story = place && (await files.storyFile(edition, place.index));
      const picture = story && (await pictures.placeable(ref, story));
      if (!picture) return undefined;
      // A place in a text that has changed may be another one.
      if (placing.place.kind !== 'given' && story.version !== placing.base)
        return { kind: 'changed' };
      const change = (each: StoryChange) => files.changeStory(edition, place.index, each);
      return placePicture(picture, placing, { story, path: place.path, change });
    },
    removePicture: async ({ edition, story, n }, version) => {
      const file = await files.storyFile(edition, story);
      if (!file) return undefined;
      if (file.version !== version.base) return { kind: 'changed' };
      const change = changeFor(file, undefined, { kind: 'same', n }, version);
      return change && placedBy(await files.changeStory(edition, story, change));
    },
    earlierPictures: async (text, page) => {
      const wanted = text.trim().normalize('NFKC').toLowerCase();
      const found = matching(used.list(), wanted, (page + 1) * PAGE + 1);
      const shown = found.slice(page * PAGE, (page + 1) * PAGE);
      const hasMore = found.length > (page + 1) * PAGE;
      return { hasMore, pictures: await Promise.all(shown.map(show)) };
    },
  };

  async function show({ edition, story, n, image, path }: UsedPicture) {
    const shown = await pictures.image(image, workspace.show(path));
    return { ...shown, ref: { kind: 'story', edition, story, n } } as const;
  }
}

async function targetOf(story: StoryFile, pictures: PictureLookup): Promise<PictureTarget> {
  const { index, file, version, format, fields, body, bodyLine } = story;
  const shown = picturesOf(story).map(async ({ n, image, inText }) => ({
    ...(await pictures.image(image, file)),
    n,
    ...defined({ line: inText && inText.line + bodyLine - 1 }),
  }));
  return {
    ...{ index, file, version, format },
    places: format === 'markdown' ? placesInText(body) : [],
    hasFields: fields !== undefined,
    pictures: await Promise.all(shown),
  };
}

/** The budget of a config that can't be read. */
const USUAL_BUDGET = 200_000;

async function give(
  workspace: Workspace,
  uploads: Uploads,
  name: string,
  bytes: Uint8Array,
): Promise<PictureGiven> {
  const config = await loadConfig(workspace.root).catch(() => undefined);
  const picture = await inspectPicture(bytes, config?.check.budgets.imageBytes ?? USUAL_BUDGET);
  if (!('fault' in picture)) return { ok: true, token: uploads.keep({ ...picture, name }) };
  const message = `“${shortName(name)}” ${picture.fault}.`;
  return { ok: false, failure: { message, remedy: picture.remedy } };
}

/** Returns the first pictures whose words, name or edition contain a text. */
function matching(
  pictures: Iterable<UsedPicture>,
  text: string,
  most: number,
): readonly UsedPicture[] {
  const found: UsedPicture[] = [];
  for (const picture of pictures) {
    const { file = '', alt = '', caption = '', credit = '' } = picture.image;
    const words = [file, alt, caption, credit, picture.edition].join(' ').normalize('NFKC');
    if (words.toLowerCase().includes(text)) found.push(picture);
    if (found.length >= most) break;
  }
  return found;
}

/** The caption in a text that has no picture yet, for the picture that it is about. */
async function loneCaption({ root }: Workspace, file: string) {
  const bytes = readArticle(resolve(root, file), file);
  const parsed = bytes.ok ? await parseContent(bytes.value, file) : undefined;
  const image = parsed?.ok === true ? parsed.value.article.image : undefined;
  const isAlone = image !== undefined && (image.source ?? image.file) === undefined;
  return wordsOf(isAlone ? image : {});
}

/** The name of a file that somebody chose, as a message shows it. */
function shortName(name: string): string {
  const shown = basename(name.replaceAll('\\', '/')).replace(/[\p{Cc}\p{Cf}]/gu, '');
  return shown.length <= 80 ? shown : `${shown.slice(0, 79)}…`;
}
