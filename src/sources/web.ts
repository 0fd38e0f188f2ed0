import { failed, ok, problem, type Result } from '../base/problem.ts';
import { kindOf, mediaTypeOf } from './media-type.ts';
import { openWebClient, type WebAnswer, type WebOptions } from './web-client.ts';

const MAX_PAGE_BYTES = 5_000_000;
const ACCEPT = 'text/html, application/xhtml+xml;q=0.9, text/markdown;q=0.8, text/plain;q=0.7';

/**
 * Fetches a page from the public web: at most 5 MB, 10 seconds and 5 redirects. The media type is
 * that of the content, whatever the server calls it. Fails with a problem and its remedy.
 */
export async function fetchPage(url: string, options: WebOptions = {}): Promise<Result<WebAnswer>> {
  const client = openWebClient(options);
  try {
    const got = await client.get(url, ACCEPT, MAX_PAGE_BYTES);
    if (!got.ok) return got;
    const { bytes, mediaType, url: finalUrl } = got.value;
    const found = kindOf(bytes, new URL(finalUrl).pathname, mediaType);
    return 'fault' in found
      ? failed(problem('source/kind', { file: finalUrl }, found.fault))
      : ok({ ...got.value, mediaType: mediaTypeOf(found.kind) });
  } finally {
    await client.close();
  }
}
