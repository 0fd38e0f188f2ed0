import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { MAX_ARTICLE_BYTES } from '../article/decode.ts';
import { formatCount } from '../base/format.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';

/**
 * Reads the bytes of an article; `shown` is its name in problems. Fails if it can't be read, and,
 * without reading it, where it is larger than an article may be.
 */
export function readArticle(path: string, shown: string): Result<Uint8Array> {
  const place = { file: shown };
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    if (size > MAX_ARTICLE_BYTES) {
      return failed(problem('article/too-large', place, `${formatCount(size)} bytes`));
    }
    return ok(readFileSync(file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return failed(problem('edition/unreadable', place, code));
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
