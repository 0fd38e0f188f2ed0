import { createHash } from 'node:crypto';
import type { Article, ArticleImage } from '../article/article.ts';
import { listIdOf, type Config } from '../config/schema.ts';
import { defined } from '../base/defined.ts';
import type { Edition } from '../edition/edition.ts';
import { failed, ok, problem, type Place, type Problem, type Result } from '../base/problem.ts';

/** A picture as it goes out. */
export interface Picture {
  readonly name: string;
  readonly type: 'image/jpeg';
  readonly bytes: Buffer;
  /** What the letter that carries it calls it; absent where it is hosted. */
  readonly contentId?: string;
}

/** An edition in which every picture has its source, and those that lay beside its articles. */
export interface Pictured {
  readonly edition: Edition;
  /** By the source that the letter has for each. */
  readonly pictures: ReadonlyMap<string, Picture>;
}

/** Reads a file that an article names; a fault goes on after the file's name. */
export type ReadPicture = (
  article: string,
  file: string,
) => { readonly bytes: Uint8Array } | { readonly fault: string };

/**
 * Gives every picture of an edition its source: one beside an article is compressed, and hosted or
 * embedded. Fails on a file that cannot be used; a picture without words for it is a problem that
 * the gate judges.
 */
export async function preparePictures(
  edition: Edition,
  config: Config,
  read: ReadPicture,
): Promise<Result<Pictured>> {
  const pictures = new Map<string, Picture>();
  const problems: Problem[] = [];
  const prepare = async (image: ArticleImage, place: Place): Promise<ArticleImage> => {
    const prepared = await prepareImage(image, place, edition.id, config, read);
    problems.push(...prepared.problems);
    if (!prepared.ok) return image;
    const { source, picture, width, height } = prepared.value;
    if (picture && source !== undefined) pictures.set(source, picture);
    return { ...image, ...defined({ source, width, height }) };
  };
  const lead = await withImages(edition.lead, prepare);
  const further: Article[] = [];
  for (const article of edition.further) further.push(await withImages(article, prepare));
  if (problems.some(({ code }) => code === 'article/picture')) return failed(...problems);
  return ok({ edition: { ...edition, lead, further }, pictures }, problems);
}

/** An article with each of its images made anew, one after the other. */
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

type Prepared = Pick<ArticleImage, 'source' | 'width' | 'height'> & { readonly picture?: Picture };

async function prepareImage(
  { source, file, alt }: ArticleImage,
  place: Place,
  editionId: string,
  config: Config,
  read: ReadPicture,
): Promise<Result<Prepared>> {
  if ((source ?? file) === undefined) return ok({});
  const wordless = alt === undefined ? [problem('article/picture-alt', place)] : [];
  if (file === undefined) return ok({}, wordless);
  const jpeg = await readJpeg(read(place.file, file), config);
  if ('fault' in jpeg)
    return failed(...wordless, problem('article/picture', place, `"${file}" ${jpeg.fault}`));
  const { bytes, width, height } = jpeg;
  const heavy = weight(bytes, file, place, config);
  return ok({ ...addressed(bytes, editionId, config), width, height }, [...wordless, ...heavy]);
}

async function readJpeg(found: ReturnType<ReadPicture>, config: Config) {
  if ('fault' in found) return found;
  const fault = formatFault(found.bytes);
  if (fault !== undefined) return { fault };
  // The decoders are a native library: an edition without a picture does not wait for it.
  const { compress } = await import('./compress.ts');
  return compress(found.bytes, config.check.budgets.imageBytes);
}

function weight(bytes: Buffer, file: string, place: Place, config: Config): readonly Problem[] {
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

/** Names a picture by its content, and says where the letter finds it. */
function addressed(bytes: Buffer, editionId: string, config: Config) {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const picture = { name: `${hash}.jpg`, type: 'image/jpeg', bytes } as const;
  const { baseUrl } = config.assets;
  if (baseUrl !== undefined)
    return { picture, source: `${baseUrl}/${encodeURIComponent(editionId)}/${picture.name}` };
  const contentId = `${hash}@${listIdOf(config)}`;
  return { picture: { ...picture, contentId }, source: `cid:${contentId}` };
}

/** The first bytes of the kinds that are taken; an AVIF may say so only further on. */
const TAKEN = [
  /^\xff\xd8\xff/,
  /^\x89PNG\r\n/,
  /^GIF8[79]a/,
  /^RIFF[^]{4}WEBP/,
  /^[^]{4}ftyp(?:avif|avis|mif1)/,
];

/**
 * Why bytes are no picture of a kind that is taken, told by the first of them; undefined where they
 * look like one. What is not on the list never reaches a decoder.
 */
export function formatFault(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 4000)).toString('latin1');
  if (TAKEN.some((pattern) => pattern.test(start))) return undefined;
  if (start === '') return 'is empty';
  if (/<(?:\w+:)?svg[\s>]/i.test(start)) return 'is an SVG, which can hold scripts';
  return 'is not a JPEG, PNG, WebP, AVIF or GIF';
}
