import { dirname, resolve } from 'node:path';
import { defined } from '../../base/defined.ts';
import { UserError } from '../../base/user-error.ts';
import { webUrl } from '../../base/url.ts';
import { readFile, readStandardInput, sourceOf, type Source } from '../../sources/file.ts';
import { kindOf } from '../../sources/media-type.ts';
import type { GivenStory } from '../../studio/story.ts';
import { valueOf } from '../problems-error.ts';

/** A source with its bytes; one from the web with its URL. */
export interface OpenedSource extends Source {
  readonly url?: string;
  readonly charset?: string;
  /** The folder of a file, where its pictures may be. */
  readonly folder?: string;
}

export interface OpenOptions {
  /** The folder that a file is named from. */
  readonly folder: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Whether pages of private networks may be fetched, such as one's own staging site. */
  readonly allowPrivate: boolean;
}

/**
 * Reads the bytes of a source: a file, a URL, or standard input (undefined or "-"). Throws UserError,
 * or ProblemsError, if they can't be had.
 */
export async function openSource(
  named: string | undefined,
  { folder, stdin, allowPrivate }: OpenOptions,
): Promise<OpenedSource> {
  if (named === undefined || named === '-') return valueOf(await readStandardInput(stdin));
  return /^[a-z][a-z\d+.-]*:\/\//i.test(named)
    ? openPage(named, allowPrivate)
    : { ...valueOf(await readFile(named, folder)), folder: dirname(resolve(folder, named)) };
}

/** Reads the bytes of a story that somebody gave the studio. Throws like openSource. */
export async function openGiven(given: GivenStory): Promise<OpenedSource> {
  switch (given.kind) {
    case 'url':
      return openPage(given.url, false);
    case 'file':
      return valueOf(sourceOf(Buffer.from(given.bytes), given.name));
    default:
      return { bytes: Buffer.from(given.text), kind: given.kind, shown: 'the pasted text' };
  }
}

/** A message can end up in a log. */
function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/?#]*@/, '//…@');
}

async function openPage(address: string, allowPrivate: boolean): Promise<OpenedSource> {
  if (webUrl(address) === undefined) {
    throw new UserError(
      `Can't fetch ${withoutPassword(address)}.`,
      'Name a file, or a URL with http or https and without a password.',
    );
  }
  const { fetchPage } = await import('../../sources/web.ts');
  const page = valueOf(await fetchPage(address, { allowPrivate }));
  const { bytes, mediaType, url, charset } = page;
  const found = kindOf(bytes, new URL(url).pathname, mediaType);
  const kind = 'kind' in found ? found.kind : 'html';
  return { bytes: Buffer.from(bytes), kind, shown: url, url, ...defined({ charset }) };
}
