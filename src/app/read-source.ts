import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_ARTICLE_BYTES } from '../article/decode.ts';
import { UserError } from '../base/user-error.ts';

/** An article's bytes, and what messages call the place they came from. */
export interface ArticleSource {
  readonly bytes: Buffer;
  readonly shown: string;
}

/** Reads an article from standard input, up to what an article may have. */
export async function readInput(stdin: AsyncIterable<Uint8Array>): Promise<ArticleSource> {
  return { bytes: await readUpToLimit(stdin), shown: 'standard input' };
}

/** Reads an article from a file, named from a folder. Throws UserError if it is not a file. */
export async function readFileSource(file: string, folder: string): Promise<ArticleSource> {
  if (/^https?:\/\//i.test(file)) {
    throw new UserError(
      'Broadsheet does not fetch articles from the web.',
      'Copy the text of the page, run `broadsheet new` and paste it. Put the URL into "source:" in the front matter.',
    );
  }
  const path = resolve(folder, file);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false) {
    throw new UserError(`There is no file ${file}.`, 'Name a text file, or - for standard input.');
  }
  try {
    return { bytes: await readUpToLimit(createReadStream(path)), shown: file };
  } catch {
    throw new UserError(`Can't read ${file}.`, 'Check that you have permission to read it.');
  }
}

/** What parsing then refuses as too large is not read to its end. */
async function readUpToLimit(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_ARTICLE_BYTES) break;
  }
  return Buffer.concat(chunks);
}
