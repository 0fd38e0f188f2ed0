/** What the link of a letter opens. */
import type { Context } from 'hono';
import { speechFor, type Speech } from './language.ts';
import type { Site } from './options.ts';
import type { Reader } from '../subscribers/reader.ts';
import { readerIdOf } from './reader-id.ts';
import { READER_WORDS } from './wording/reader.ts';
import type { ReaderWords } from './wording/reader-words.ts';

export type OpenedLink =
  | { readonly kind: 'malformed' }
  /** Erased, or removed long ago. */
  | { readonly kind: 'unknown'; readonly speech: Speech<ReaderWords> }
  | {
      readonly kind: 'reader';
      readonly reader: Reader;
      readonly speech: Speech<ReaderWords>;
    };

/** Returns whose page a link opens, and the language of that page. */
export async function openedBy(site: Site, context: Context, token: string): Promise<OpenedLink> {
  const reading = await readerIdOf(site, token);
  if (reading.kind === 'malformed') return reading;
  const reader = reading.kind === 'found' ? await site.ports.readers.find(reading.id) : undefined;
  const speech = readerSpeech(site, context, reader);
  return reader === undefined ? { kind: 'unknown', speech } : { kind: 'reader', reader, speech };
}

/** Returns the words for a reader: in their language, otherwise in the browser's. */
export function readerSpeech(
  { newsletter }: Site,
  context: Context,
  reader?: Pick<Reader, 'locale'>,
): Speech<ReaderWords> {
  return speechFor(READER_WORDS, context, newsletter, reader?.locale);
}
