/** The studio behind the page: where it is, and what is asked of it. */
import { first } from './dom.ts';

/** The way from this page to the studio's root, and the edition that the page is about, or ''. */
export const { root = './', edition = '' } = document.body.dataset;

/** False for an exported page: a browser fetches nothing next to a file. */
export const served = location.protocol !== 'file:';

const TOAST_MS = 8000;
let clearing = 0;

/** Shows a text for a while; screen readers read it out. */
export function say(text: string): void {
  const toast = first('#toast');
  if (!toast) return;
  toast.textContent = text;
  clearTimeout(clearing);
  clearing = window.setTimeout(() => (toast.textContent = ''), TOAST_MS);
}

/** Fetches; tells the user, and resolves with undefined, if the studio does not answer. */
export function ask(path: string, options?: RequestInit): Promise<Response | undefined> {
  return fetch(path, options).catch(() => {
    say('The studio does not respond. Is `broadsheet preview` running?');
    return undefined;
  });
}

/** Fetches a text; '' if there is none. */
export async function textOf(path: string): Promise<string> {
  const answer = await ask(path);
  return answer?.ok === true ? answer.text() : '';
}

/** Sends a form; resolves with undefined if the studio does not answer. */
export function post(
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<Response | undefined> {
  return ask(path, { method: 'POST', body: new URLSearchParams(fields) });
}
