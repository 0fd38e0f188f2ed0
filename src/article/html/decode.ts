import { kilobytes } from '../../base/format.ts';
import { failed, ok, problem, type Result } from '../../base/problem.ts';

const MAX_HTML_BYTES = 5_000_000;
/** Where a page must declare its encoding (HTML Standard 4.2.5.4). */
const PRESCAN = 1024;
const DECLARED = /<meta[^>]+?charset\s*=\s*["']?\s*([\w.:-]+)/i;
const XML_DECLARED = /^<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)/i;
/** What a page that declares nothing has, unless it is valid UTF-8. */
const FALLBACK = 'windows-1252';

/**
 * Decodes a page: by its byte order mark, otherwise the charset of its HTTP header, otherwise the
 * one that it declares, otherwise as UTF-8, or as windows-1252 if it is not valid UTF-8. Fails if it
 * has more than 5 MB.
 */
export function decodePage(page: Uint8Array | string, charset?: string): Result<string> {
  const length = typeof page === 'string' ? Buffer.byteLength(page) : page.length;
  if (length > MAX_HTML_BYTES) {
    const expected = `at most ${kilobytes(MAX_HTML_BYTES)}`;
    return failed(problem('source/too-large', undefined, { actual: kilobytes(length), expected }));
  }
  if (typeof page === 'string') return ok(page.replace(/^\ufeff/, ''));
  const decoder = [markOf(page), charset, declaredIn(page)]
    .flatMap((label) => decoderFor(label) ?? [])
    .at(0);
  if (decoder) return ok(decoder.decode(page));
  return ok(utf8(page) ?? new TextDecoder(FALLBACK).decode(page));
}

function markOf(page: Uint8Array): string | undefined {
  const [first, second, third] = page;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xff && second === 0xfe ? 'utf-16le' : undefined;
}

function declaredIn(page: Uint8Array): string | undefined {
  const start = Buffer.from(page.subarray(0, PRESCAN)).toString('latin1');
  const declared = (XML_DECLARED.exec(start) ?? DECLARED.exec(start))?.[1];
  // Who can read the declaration as ASCII has no UTF-16 (HTML Standard 13.2.3.2).
  return declared?.toLowerCase().startsWith('utf-16') === true ? 'utf-8' : declared;
}

function decoderFor(label: string | undefined): TextDecoder | undefined {
  if (label === undefined) return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

function utf8(page: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(page);
  } catch {
    return undefined;
  }
}
