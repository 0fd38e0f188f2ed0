import { asError } from '../base/as-error.ts';
import { problem, type Problem, type ProblemCode } from '../base/problem.ts';
import { elementTag, placeInArticles } from './reporting.ts';
import type { ParsedLetter } from './parsed-letter.ts';

/** How many URLs are asked: in all, at a time, and for how long each. */
export const MOST_URLS = 100;
const AT_A_TIME = 10;
const PATIENCE_MS = 10_000;

/** A server that wants to know who asks (401, 403), or to be asked less (429), is there. */
const REFUSALS = [401, 403, 429];

interface Target {
  readonly code: ProblemCode;
  readonly url: string;
  readonly element: Element;
}

/**
 * Asks for every page and picture of the letter, and says which do not answer. The reader's own
 * link to unsubscribe is left alone. Of more than a hundred the first hundred are asked.
 */
export async function checkOnline(
  letter: ParsedLetter,
  fetch: typeof globalThis.fetch,
): Promise<readonly Problem[]> {
  const targets = onlineTargets(letter).slice(0, MOST_URLS);
  const found: (Problem | undefined)[] = [];
  const waiting = targets.entries();
  const asker = async () => {
    for (const [index, target] of waiting) {
      const fault = await faultOf(target, fetch);
      if (fault !== undefined) found[index] = unreachable(target, fault, letter);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, asker));
  return found.filter((each) => each !== undefined);
}

/** The http and https URLs of a letter, each once. */
export function onlineTargets({ document, unsubscribeUrl }: ParsedLetter): readonly Target[] {
  const all = Array.from(document.querySelectorAll('a[href], img[src]'), (element): Target => {
    const isLink = element.tagName === 'A';
    const url = (element.getAttribute(isLink ? 'href' : 'src') ?? '').trim();
    return { code: isLink ? 'link/unreachable' : 'image/unreachable', url, element };
  });
  const asked = all.filter(({ url }) => /^https?:\/\//i.test(url) && url !== unsubscribeUrl);
  return Array.from(
    new Map(asked.toReversed().map((each) => [`${each.code} ${each.url}`, each])).values(),
  ).toReversed();
}

function unreachable({ code, url, element }: Target, fault: string, letter: ParsedLetter) {
  const place = placeInArticles(letter.edition, (text) => text.includes(url));
  const finding = { detail: `${url}: ${fault}`, element: elementTag(element) };
  return problem(code, place ?? { file: letter.themeFolder }, finding);
}

/** What is wrong with a URL, or undefined. HEAD is cheaper; GET is what everybody answers. */
async function faultOf(
  { url, code }: Target,
  fetch: typeof globalThis.fetch,
): Promise<string | undefined> {
  const isPicture = code === 'image/unreachable';
  const first = await ask(url, 'HEAD', isPicture, fetch);
  return first === undefined ? undefined : ask(url, 'GET', isPicture, fetch);
}

async function ask(
  url: string,
  method: string,
  isPicture: boolean,
  fetch: typeof globalThis.fetch,
): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'follow',
      headers: { 'user-agent': 'Broadsheet (link check)' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.body?.cancel();
    return isPicture ? pictureFault(response) : pageFault(response);
  } catch (error) {
    const { name, message, cause } = asError(error);
    if (name === 'TimeoutError') return `no answer in ${PATIENCE_MS / 1000} s`;
    return cause === undefined ? message : causeOf(asError(cause));
  }
}

function causeOf({ message, code }: NodeJS.ErrnoException): string {
  return message || (code ?? 'it cannot be reached');
}

function pageFault({ ok, status }: Response): string | undefined {
  return ok || REFUSALS.includes(status) ? undefined : `status ${status}`;
}

function pictureFault({ ok, status, headers }: Response): string | undefined {
  if (!ok) return `status ${status}`;
  const type = headers.get('content-type') ?? '';
  return /^(?:image\/|application\/octet-stream\b|$)/i.test(type)
    ? undefined
    : `it is no picture but ${type}`;
}
