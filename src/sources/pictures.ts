import pLimit from 'p-limit';
import type { FoundPicture } from '../article/reading.ts';
import { pictureFormat } from '../base/picture-format.ts';
import { ok, problem, type Problem, type Result } from '../base/problem.ts';
import { openWebClient, type WebClient, type WebOptions } from './web-client.ts';

const MAX_PICTURE_BYTES = 10_000_000;
const MAX_PICTURES = 40;
/** Requests at once: polite to the one server that most pages have. */
const AT_ONCE = 4;
const ACCEPT = 'image/avif, image/webp, image/png, image/jpeg, image/gif;q=0.9';

/** A picture with its bytes. */
export interface FetchedPicture {
  readonly found: FoundPicture;
  /** A name for its file, unique among the pictures: harbor.jpg. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/**
 * Returns the bytes of an article's pictures, those on the web fetched through the same guard as
 * pages: at most 40 of 10 MB. Never fails; a picture that could not be had, or is none that a letter
 * can show, is left out with a problem that says why.
 */
export async function fetchPictures(
  pictures: readonly FoundPicture[],
  options: WebOptions = {},
): Promise<Result<readonly FetchedPicture[]>> {
  const client = openWebClient(options);
  const limit = pLimit(AT_ONCE);
  try {
    const taken = pictures.slice(0, MAX_PICTURES);
    const got = await Promise.all(taken.map((each) => limit(() => bytesOf(each, client))));
    const tooMany = pictures
      .slice(MAX_PICTURES)
      .map((each) => leftOut(each, `only ${MAX_PICTURES} pictures are taken`));
    const problems = [...got.flatMap(({ problems: own }) => own), ...tooMany];
    return ok(named(got.flatMap((each) => (each.ok ? [each.value] : []))), problems);
  } finally {
    await client.close();
  }
}

type Fetched = Omit<FetchedPicture, 'file'> & { readonly extension: string };

async function bytesOf(found: FoundPicture, client: WebClient): Promise<Result<Fetched>> {
  let bytes: Uint8Array;
  if (found.kind === 'embedded') bytes = found.bytes;
  else {
    const got = await client.get(found.source, ACCEPT, MAX_PICTURE_BYTES);
    if (!got.ok) return { ok: false, problems: [leftOut(found, reasonOf(got.problems))] };
    bytes = got.value.bytes;
  }
  const format = pictureFormat(bytes);
  return 'fault' in format
    ? { ok: false, problems: [leftOut(found, `it ${format.fault}`)] }
    : ok({ found, bytes, extension: format.extension });
}

function reasonOf(problems: readonly Problem[]): string {
  const [first] = problems;
  if (first?.code === 'source/too-large') return `it has more than 10 MB`;
  if (first?.code === 'source/address')
    return `its address is not on the public internet (${first.detail ?? ''})`;
  return first?.detail ?? '';
}

function leftOut(found: FoundPicture, reason: string): Problem {
  return problem('source/picture', { file: nameOf(found) }, reason);
}

function nameOf(found: FoundPicture): string {
  return found.kind === 'web' ? found.source : found.file;
}

/** Gives each picture a file name made of its own, with the extension of what it really is. */
function named(pictures: readonly Fetched[]): readonly FetchedPicture[] {
  const used = new Set<string>();
  return pictures.map(({ found, bytes, extension }) => {
    const base = baseNameOf(found);
    let file = `${base}.${extension}`;
    for (let number = 2; used.has(file); number++) file = `${base}-${number}.${extension}`;
    used.add(file);
    return { found, file, bytes };
  });
}

function baseNameOf(found: FoundPicture): string {
  const path = found.kind === 'web' ? (URL.parse(found.source)?.pathname ?? '') : found.file;
  const last = decoded(path.split('/').findLast((part) => part !== '') ?? '');
  const plain = last
    .replace(/\.[a-z\d]{2,5}$/i, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return plain === '' ? 'picture' : plain;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
