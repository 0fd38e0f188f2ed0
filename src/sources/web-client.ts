import { Agent, fetch, type Response } from 'undici';
import { asError } from '../base/as-error.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import { packageVersion } from '../base/program.ts';
import { webUrl } from '../base/url.ts';
import { guardedConnector, RefusedAddressError, type Lookup } from './public-address.ts';

export interface WebOptions {
  /** Whether private networks and this machine may be asked: for your own staging site. */
  readonly allowPrivate?: boolean;
  /** How names are looked up. Default: as the system does. */
  readonly lookup?: Lookup;
  /** Milliseconds for one answer with its redirects and its body. Default: 10,000. */
  readonly timeout?: number;
}

/** What a server answered. */
export interface WebAnswer {
  readonly bytes: Uint8Array;
  /** In lower case, without parameters; empty if the server names none. */
  readonly mediaType: string;
  /** The `charset` parameter of the media type. */
  readonly charset?: string;
  /** The URL after all redirects. */
  readonly url: string;
}

export interface WebClient {
  /** Fetches a URL. Fails if it leads to an address that is not allowed, or gives no answer. */
  get(url: string, accept: string, maxBytes: number): Promise<Result<WebAnswer>>;
  close(): Promise<void>;
}

const TIMEOUT = 10_000;
const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Opens connections to web servers on the public internet. Close it when done. */
export function openWebClient(options: WebOptions = {}): WebClient {
  const { allowPrivate = false, lookup, timeout = TIMEOUT } = options;
  // undici's own fetch: the one of Node does not take an Agent of another major version.
  const dispatcher = new Agent({ connect: guardedConnector(allowPrivate, lookup) });
  return {
    get: async (url, accept, maxBytes) => {
      const signal = AbortSignal.timeout(timeout);
      const headers = { accept, 'user-agent': `Broadsheet/${packageVersion()}` };
      const ask = (each: string) =>
        fetch(each, { dispatcher, signal, headers, redirect: 'manual' });
      try {
        return await follow(url, ask, maxBytes);
      } catch (error) {
        return failed(faultOf(asError(error), url, timeout));
      }
    },
    close: () => dispatcher.destroy(),
  };
}

async function follow(
  from: string,
  ask: (url: string) => Promise<Response>,
  maxBytes: number,
): Promise<Result<WebAnswer>> {
  let url = webUrl(from);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    if (url === undefined) return unreachable(from, 'only http and https URLs without a password');
    const response = await ask(url);
    const location = response.headers.get('location');
    if (!REDIRECTS.includes(response.status) || location === null) {
      return response.ok
        ? await answerOf(response, url, maxBytes)
        : unreachable(url, refusal(response));
    }
    await response.body?.cancel();
    url = webUrl(URL.parse(location, url)?.href ?? '');
  }
  return unreachable(from, `more than ${MAX_REDIRECTS} redirects`);
}

async function answerOf(
  response: Response,
  url: string,
  maxBytes: number,
): Promise<Result<WebAnswer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted after decompression: a small answer can unfold to gigabytes.
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.length;
    chunks.push(bytes);
    if (size > maxBytes) {
      return failed(problem('source/too-large', { file: url }, `more than ${maxBytes / 1e6} MB`));
    }
  }
  const type = response.headers.get('content-type') ?? '';
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(type)?.[1];
  return ok({
    bytes: Buffer.concat(chunks),
    mediaType: (type.split(';')[0] ?? '').trim().toLowerCase(),
    ...(charset !== undefined && { charset: charset.toLowerCase() }),
    url,
  });
}

function refusal({ status, statusText }: Response): string {
  const answer = `the server answered ${status} ${statusText}`.trim();
  return status === 429 || status >= 500 ? `${answer}; try again later` : answer;
}

function unreachable(url: string, detail: string) {
  return failed(problem('source/unreachable', { file: url }, detail));
}

function faultOf(error: Error, url: string, timeout: number) {
  const causes: Error[] = [];
  for (let each: unknown = error; each instanceof Error; each = each.cause) causes.push(each);
  const refused = causes.find((each) => each instanceof RefusedAddressError);
  if (refused) return problem('source/address', { file: url }, refused.message);
  const last = causes.at(-1) ?? error;
  const late = causes.some(({ name }) => name === 'TimeoutError');
  const detail = late ? `no whole answer within ${timeout / 1000} seconds` : last.message;
  return problem('source/unreachable', { file: url }, detail);
}
