import { createHash } from 'node:crypto';
import type { Article, ArticleImage } from '../article/article.ts';
import type { Crop } from '../article/crop.ts';
import { listIdOf, type Config } from '../config/schema.ts';
import { defined } from '../base/defined.ts';
import { pictureFormat } from '../base/picture-format.ts';
import type { Edition } from '../edition/edition.ts';
import type { Jpeg, PictureFault } from './compress.ts';
import type { Size } from './measure.ts';
import { failed, ok, problem, type Place, type Problem, type Result } from '../base/problem.ts';

/** A picture as it is sent or hosted. */
export interface Picture {
  readonly name: string;
  readonly type: 'image/jpeg';
  readonly bytes: Buffer;
  /** The Content-ID of an embedded picture; absent if it is hosted. */
  readonly contentId?: string;
}

/** An edition whose pictures all have a source, and the picture files it needs. */
export interface EditionWithPictures {
  readonly edition: Edition;
  /** By the source in the letter. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** The files that can't be used, by the source that marks their place. */
  readonly missing: ReadonlyMap<string, string>;
}

export interface PictureOptions {
  /** Marks the place of a picture that can't be used, for a preview, where it would fail otherwise. */
  readonly markMissing?: boolean;
}

/** Reads a file that an article names. A fault is text that follows the file's name. */
export type ReadPicture = (
  article: string,
  file: string,
) => { readonly bytes: Uint8Array } | { readonly fault: string };

/**
 * Gives every picture of an edition its source: a file next to an article is compressed, and hosted
 * or embedded. Fails if a file can't be used, unless its place is to be marked. A picture without
 * alternative text is only a problem, for the checks to decide on.
 */
export async function preparePictures(
  edition: Edition,
  config: Config,
  read: ReadPicture,
  { markMissing = false }: PictureOptions = {},
): Promise<Result<EditionWithPictures>> {
  const pictures = new Map<string, Picture>();
  const missing = new Map<string, string>();
  const problems: Problem[] = [];
  const prepare = async (image: ArticleImage, place: Place): Promise<ArticleImage> => {
    const prepared = await prepareImage(image, place, edition.id, config, read);
    problems.push(...prepared.problems);
    if (!prepared.ok) {
      const source = `cid:missing-${missing.size + 1}@broadsheet.invalid`;
      missing.set(source, image.file ?? '');
      return { ...MISSING_SIZE, ...image, source };
    }
    const { source, picture, width, height } = prepared.value;
    if (picture && source !== undefined) pictures.set(source, picture);
    return { ...image, ...defined({ source, width, height }) };
  };
  const lead = await withImages(edition.lead, prepare);
  const further: Article[] = [];
  for (const article of edition.further) further.push(await withImages(article, prepare));
  if (missing.size > 0 && !markMissing) return failed(...problems);
  return ok({ edition: { ...edition, lead, further }, pictures, missing }, problems);
}

/** The shape of most photos in a newspaper. */
const MISSING_SIZE: Size = { width: 1200, height: 675 };

/** Returns an article with each of its images prepared, one after the other. */
async function withImages(
  article: Article,
  prepare: (image: ArticleImage, place: Place) => Promise<ArticleImage>,
): Promise<Article> {
  const { file, lines } = article;
  const place = { file, line: lines.image ?? lines.headline };
  const image = article.image && (await prepare(article.image, place));
  const blocks: Article['blocks'][number][] = [];
  for (const block of article.blocks) {
    if (block.kind !== 'image') blocks.push(block);
    else blocks.push({ ...block, image: await prepare(block.image, { file, line: block.line }) });
  }
  return { ...article, ...defined({ image }), blocks };
}

type PreparedImage = Pick<ArticleImage, 'source' | 'width' | 'height'> & {
  readonly picture?: Picture;
};

async function prepareImage(
  { source, file, crop, alt }: ArticleImage,
  place: Place,
  editionId: string,
  config: Config,
  read: ReadPicture,
): Promise<Result<PreparedImage>> {
  if ((source ?? file) === undefined) return ok({});
  const missingAlt = alt === undefined ? [problem('article/picture-alt', place)] : [];
  if (file === undefined) return ok({}, missingAlt);
  const jpeg = await readJpeg(read(place.file, file), crop, config);
  if ('fault' in jpeg) {
    const { code = 'article/picture', fault } = jpeg;
    return failed(...missingAlt, problem(code, place, `"${file}" ${fault}`));
  }
  const { bytes, width, height } = jpeg;
  const tooHeavy = overBudget(bytes, file, place, config);
  return ok({ ...withSource(bytes, editionId, config), width, height }, [
    ...missingAlt,
    ...tooHeavy,
    ...oddShape({ width, height }, file, place),
  ]);
}

async function readJpeg(
  found: ReturnType<ReadPicture>,
  crop: Crop | undefined,
  config: Config,
): Promise<Jpeg | PictureFault> {
  if ('fault' in found) return found;
  const format = pictureFormat(found.bytes);
  if ('fault' in format) return format;
  // The decoders are a native library; loaded only if an edition has a picture file.
  const { compress } = await import('./compress.ts');
  return compress(found.bytes, config.check.budgets.imageBytes, crop);
}

function overBudget(bytes: Buffer, file: string, place: Place, config: Config): readonly Problem[] {
  const { imageBytes } = config.check.budgets;
  if (bytes.length < imageBytes) return [];
  const actual = `${bytes.length} bytes`;
  return [
    problem('edition/picture-weight', place, {
      detail: file,
      actual,
      expected: `below ${imageBytes}`,
    }),
  ];
}

/** Narrower or lower pictures are a blur or a line in the letter. */
const LEAST = { width: 200, height: 40 };
/** Higher ones, in proportion to their width, push the story off the screen. */
const TALLEST = 2.5;

function oddShape({ width, height }: Size, file: string, place: Place): readonly Problem[] {
  const size = `"${file}" has ${width} × ${height} pixels`;
  if (width < LEAST.width || height < LEAST.height) {
    return [problem('edition/picture-shape', place, `${size}, too few for a letter`)];
  }
  return height > TALLEST * width
    ? [problem('edition/picture-shape', place, `${size}, very tall for a letter`)]
    : [];
}

/** Names a picture by its content, and returns its source in the letter. */
function withSource(bytes: Buffer, editionId: string, config: Config) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const picture = { name: `${hash}.jpg`, type: 'image/jpeg', bytes } as const;
  const { baseUrl } = config.assets;
  if (baseUrl !== undefined)
    return { picture, source: `${baseUrl}/${encodeURIComponent(editionId)}/${picture.name}` };
  const contentId = `${hash}@${listIdOf(config)}`;
  return { picture: { ...picture, contentId }, source: `cid:${contentId}` };
}
