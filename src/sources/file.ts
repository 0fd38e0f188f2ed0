import { createReadStream, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import { UserError } from '../base/user-error.ts';
import { kindOf, type SourceKind } from './media-type.ts';

/** A source's bytes, what they are, and what messages call the place they came from. */
export interface Source {
  readonly bytes: Buffer;
  readonly kind: SourceKind;
  readonly shown: string;
}

/** In bytes. A text has at most 1 MB, which its parser says. */
const LIMITS: Readonly<Record<SourceKind, number>> = {
  text: 5_000_000,
  markdown: 5_000_000,
  html: 5_000_000,
  word: 20_000_000,
};
const LARGEST = Math.max(...Object.values(LIMITS));

/** Reads a source from standard input. Fails if it is too large or of a kind that can't be read. */
export async function readStandardInput(stdin: AsyncIterable<Uint8Array>): Promise<Result<Source>> {
  return sourceOf(await readUpToLimit(stdin), 'standard input');
}

/**
 * Reads a source from a file, named from a folder. Fails if it is too large or of a kind that can't
 * be read. Throws UserError if there is no such file.
 */
export async function readFile(file: string, folder: string): Promise<Result<Source>> {
  const path = resolve(folder, file);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder !== false) {
    throw new UserError(
      isFolder === true ? `${file} is a folder.` : `There is no file ${file}.`,
      'Name a text, Markdown, HTML or Word file, a URL that begins with https://, or - for standard input.',
    );
  }
  try {
    return sourceOf(await readUpToLimit(createReadStream(path)), file);
  } catch {
    throw new UserError(`Can't read ${file}.`, 'Check that you have permission to read it.');
  }
}

/** Returns a source of bytes, `shown` in messages. Fails if it is too large or can't be read. */
export function sourceOf(bytes: Buffer, shown: string): Result<Source> {
  const found = kindOf(bytes, shown);
  if ('fault' in found)
    return failed(problem('source/kind', { file: shown }, `it is ${found.fault}`));
  const limit = LIMITS[found.kind];
  if (bytes.length > limit) {
    return failed(problem('source/too-large', { file: shown }, `more than ${limit / 1e6} MB`));
  }
  return ok({ bytes, kind: found.kind, shown });
}

/** What is refused as too large is not read to its end. */
async function readUpToLimit(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LARGEST) break;
  }
  return Buffer.concat(chunks);
}
