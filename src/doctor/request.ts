import { asError } from '../base/as-error.ts';

const PATIENCE_MS = 10_000;
/** A page of a login form is longer than its field for the password. */
const MOST_BYTES = 64 * 1024;

/** What came of a request to a page of the newsletter's own. */
export type Reply =
  | {
      readonly kind: 'answered';
      readonly status: number;
      /** Where a redirect leads. */
      readonly location: string | undefined;
      /** The beginning of the page. */
      readonly text: string;
    }
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Requests a page, without a cookie or an Origin, and follows no redirect. */
export async function request(
  url: string,
  fetch: typeof globalThis.fetch,
  init: Pick<RequestInit, 'method' | 'body'> = {},
): Promise<Reply> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { 'user-agent': 'Broadsheet (doctor)' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { status, headers } = response;
    const location = headers.get('location') ?? undefined;
    return { kind: 'answered', status, location, text: await beginningOf(response) };
  } catch (error) {
    const { name, message, cause } = asError(error);
    const reason =
      name === 'TimeoutError'
        ? `no response within ${PATIENCE_MS / 1000} s`
        : asError(cause ?? message).message;
    return { kind: 'unreachable', reason };
  }
}

async function beginningOf({ body }: Response): Promise<string> {
  if (!body) return '';
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    pieces.push(piece);
    size += piece.length;
    if (size >= MOST_BYTES) break;
  }
  return Buffer.concat(pieces).toString('utf8');
}
