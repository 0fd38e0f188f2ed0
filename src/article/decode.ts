import { plural } from '../base/format.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';

export const MAX_ARTICLE_BYTES = 1_000_000;

const LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
// C0 and C1 except TAB and the line breaks above; Gmail clips a letter that contains a C1 character.
// eslint-disable-next-line no-control-regex -- the pattern must match them
const CONTROL = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/;

/**
 * Decodes the bytes of an article: UTF-8, without a BOM, with `\n` for every kind of line break.
 * Fails on other encodings, control characters, U+FFFD and more than MAX_ARTICLE_BYTES.
 */
export function decodeArticle(bytes: Uint8Array, file: string): Result<string> {
  if (bytes.length > MAX_ARTICLE_BYTES) {
    return failed(problem('article/too-large', { file }, plural(bytes.length, 'byte')));
  }
  const decoded = decodeUtf8(bytes);
  if (decoded === undefined) return failed(notUtf8(bytes, file));

  const text = decoded.replace(LINE_BREAK, '\n');
  const lost = text.indexOf('\ufffd');
  if (lost >= 0) {
    const line = text.slice(0, lost).split('\n').length;
    return failed(problem('article/replacement-character', { file, line }));
  }
  const control = CONTROL.exec(text);
  if (control) {
    const line = text.slice(0, control.index).split('\n').length;
    const code = control[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    return failed(problem('article/control-character', { file, line }, `U+${code ?? ''}`));
  }
  return ok(text);
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function notUtf8(bytes: Uint8Array, file: string) {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return problem('article/not-utf8', { file, line: 1 }, 'the file is UTF-16');
  }
  let line = 1;
  for (const text of Buffer.from(bytes)
    .toString('latin1')
    .split(/\r\n|[\n\r]/)) {
    if (decodeUtf8(Buffer.from(text, 'latin1')) === undefined) break;
    line++;
  }
  return problem('article/not-utf8', { file, line });
}
