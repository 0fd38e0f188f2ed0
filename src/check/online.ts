import pLimit from 'p-limit';
import { asError } from '../base/as-error.ts';
import { problem, type Problem, type ProblemCode } from '../base/problem.ts';
import { elementTag, placeInArticles } from './reporting.ts';
import type { ParsedLetter } from './parsed-letter.ts';

/** How many URLs are requested: in total, and at a time. */
export const MOST_URLS = 100;
const AT_A_TIME = 10;
const TIMEOUT_MS = 10_000;

/** Statuses of a page that exists, but requires a login (401, 403) or limits requests (429). */
const REFUSALS = [401, 403, 429];

interface Target {
  readonly code: ProblemCode;
  readonly url: string;
  readonly element: Element;
}

/**
 * Requests every page and image of the letter, at most a hundred, and reports those that cannot be
 * reached. The reader's own links are not requested.
 */
export async function checkOnline(
  letter: ParsedLetter,
  fetch: typeof globalThis.fetch,
): Promise<readonly Problem[]> {
  const targets = onlineTargets(letter).slice(0, MOST_URLS);
  const found = await pLimit(AT_A_TIME).map(targets, async (target) => {
    const fault = await faultOf(target, fetch);
    return fault === undefined ? [] : [unreachable(target, fault, letter)];
  });
  return found.flat();
}

/** Returns the http and https URLs of a letter, each once, in order. */
export function onlineTargets({ document, urls }: ParsedLetter): readonly Target[] {
  const all = Array.from(document.querySelectorAll('a[href], img[src]'), (element): Target => {
    const isLink = element.tagName === 'A';
    const url = (element.getAttribute(isLink ? 'href' : 'src') ?? '').trim();
    return { code: isLink ? 'link/unreachable' : 'image/unreachable', url, element };
  });
  const own = [urls.unsubscribe, urls.preferences];
  const requested = all.filter(({ url }) => /^https?:\/\//i.test(url) && !own.includes(url));
  return Array.from(
    new Map(requested.toReversed().map((each) => [`${each.code} ${each.url}`, each])).values(),
  ).toReversed();
}

function unreachable({ code, url, element }: Target, fault: string, letter: ParsedLetter) {
  const place = placeInArticles(letter.edition, (text) => text.includes(url));
  const finding = { detail: `${url}: ${fault}`, element: elementTag(element) };
  return problem(code, place ?? { file: letter.themeFolder }, finding);
}

/** What is wrong with a URL, if anything. Tries HEAD first, which is cheaper; every server answers GET. */
async function faultOf(
  { url, code }: Target,
  fetch: typeof globalThis.fetch,
): Promise<string | undefined> {
  const isImage = code === 'image/unreachable';
  const first = await request(url, 'HEAD', isImage, fetch);
  return first === undefined ? undefined : request(url, 'GET', isImage, fetch);
}

async function request(
  url: string,
  method: string,
  isImage: boolean,
  fetch: typeof globalThis.fetch,
): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'follow',
      headers: { 'user-agent': 'Broadsheet (link check)' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    return isImage ? imageFault(response) : pageFault(response);
  } catch (error) {
    const { name, message, cause } = asError(error);
    if (name === 'TimeoutError') return `no answer in ${TIMEOUT_MS / 1000} s`;
    return cause === undefined ? message : causeOf(asError(cause));
  }
}

function causeOf({ message, code }: NodeJS.ErrnoException): string {
  return message || (code ?? 'it cannot be reached');
}

function pageFault({ ok, status }: Response): string | undefined {
  return ok || REFUSALS.includes(status) ? undefined : `status ${status}`;
}

function imageFault({ ok, status, headers }: Response): string | undefined {
  if (!ok) return `status ${status}`;
  const type = headers.get('content-type') ?? '';
  return /^(?:image\/|application\/octet-stream\b|$)/i.test(type)
    ? undefined
    : `it is ${type}, not an image`;
}
