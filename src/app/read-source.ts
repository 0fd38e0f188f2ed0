import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_ARTICLE_BYTES } from '../article/decode.ts';
import { UserError } from '../base/user-error.ts';
import type { Io } from '../cli/io.ts';

/** An article's bytes, and what messages call the place they came from. */
export interface Source {
  readonly bytes: Buffer;
  readonly shown: string;
}

/** Bytes as they come in; `isTTY` where a person types them. */
export type Input = AsyncIterable<Uint8Array> & { readonly isTTY?: boolean };

/** Reads an article from a file, or from standard input ("-", or nothing). Throws UserError. */
export async function readSource(file: string | undefined, io: Io, stdin: Input): Promise<Source> {
  if (file === undefined || file === '-') {
    if (stdin.isTTY === true) io.note('Paste the article, then press Ctrl-D on a line of its own.');
    return { bytes: await readUpToLimit(stdin), shown: 'standard input' };
  }
  if (/^https?:\/\//i.test(file)) {
    throw new UserError(
      'Broadsheet does not fetch articles from the web.',
      'Copy the text of the page, say "broadsheet new" and paste it; "source:" in front matter keeps the URL.',
    );
  }
  const path = resolve(io.cwd, file);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== false) {
    throw new UserError(`There is no file ${file}.`, 'Name a text file, or - for standard input.');
  }
  try {
    return { bytes: await readUpToLimit(createReadStream(path)), shown: file };
  } catch {
    throw new UserError(`${file} cannot be read.`, 'Check that it is a file you may read.');
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
