/** A person, or a program, with the sign-up form: what a browser would send. */
import type { Hono } from 'hono';
import { parseHTML } from 'linkedom';
import type { SiteRig } from '../site-rig.ts';

/** What a browser sends with a form of the site. */
export const BROWSER: Readonly<Record<string, string>> = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0',
  'accept-language': 'en-US',
  accept: 'text/html,*/*;q=0.8',
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'navigate',
};

export interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly document: Document;
  /** Of the first heading, or of the notice above the form. */
  readonly says: string;
}

export async function read(response: Response): Promise<Sent> {
  const text = await response.text();
  const { document } = parseHTML(text);
  const says = document.querySelector('.notice, .fault') ?? document.querySelector('h1');
  return {
    status: response.status,
    headers: response.headers,
    text,
    document,
    says: says?.textContent.replace(/\s+/g, ' ').trim() ?? '',
  };
}

/** The fields of the form on a page, as they are filled in there. */
export function fieldsIn({ document }: Pick<Sent, 'document'>): URLSearchParams {
  const fields = new URLSearchParams();
  for (const input of document.querySelectorAll('form input')) {
    const isOff = input.getAttribute('type') === 'checkbox' && !input.hasAttribute('checked');
    if (!isOff) fields.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
  }
  return fields;
}

/** Opens the form, and sends it after `seconds` with some fields changed. */
export async function signUp(
  rig: SiteRig,
  change: Readonly<Record<string, string>>,
  { app = rig.app(), seconds = 10, headers = BROWSER }: SignUpOptions = {},
): Promise<Sent> {
  const page = await read(await app.request('/subscribe', { headers: { ...headers } }));
  rig.now = new Date(rig.now.getTime() + seconds * 1000);
  return send(app, fieldsIn(page), change, headers);
}

export interface SignUpOptions {
  readonly app?: Hono;
  readonly seconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function send(
  app: Hono,
  fields: URLSearchParams,
  change: Readonly<Record<string, string>>,
  headers = BROWSER,
): Promise<Sent> {
  const body = new URLSearchParams(fields);
  for (const [name, value] of Object.entries(change)) body.set(name, value);
  return read(await app.request('/subscribe', { method: 'POST', body, headers: { ...headers } }));
}
