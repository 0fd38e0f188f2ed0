/** A place in this page that shows other pages of the studio, one after the other. */
import type { Failure } from '../../pictures.ts';
import { choosePart } from '../crop-picture.ts';
import { make, parse } from '../dom.ts';
import { ask } from '../studio.ts';

export interface PictureFrame {
  readonly content: HTMLElement;
  /** Shows the page of an address. */
  load(to: URL): Promise<void>;
  /** Sends a form; returns what the studio answers, and shows why it refuses. */
  send(to: string, body: FormData): Promise<unknown>;
  /** Shows why something can't be done. */
  fail(failure: Failure): void;
  /** Moves the focus to the field that comes first. */
  focus(): void;
  clear(): void;
}

const NO_ANSWER: Failure = {
  message: 'The studio did not take it.',
  remedy: 'Check that the studio is running, then press the button again.',
};

/** The id of the heading of what a frame shows. */
export const FRAME_TITLE = 'picture-dialog-title';

/** Makes the part of the dialog in which the pages of pictures are shown. */
export function pictureFrame(): PictureFrame {
  const content = make('div', {});
  const fail = ({ message, remedy }: Failure) => {
    content.querySelector('.broken')?.remove();
    const reason = make('p', {}, make('strong', {}, message));
    const what = make('p', {}, remedy);
    const alert = make('div', { class: 'broken', role: 'alert' }, reason, what);
    content.querySelector('h2')?.after(alert);
    alert.scrollIntoView({ block: 'nearest' });
  };
  const focus = () => {
    content.querySelector<HTMLElement>('[data-first]')?.focus();
  };
  return {
    content,
    fail,
    focus,
    load: async (to) => {
      to.searchParams.set('in', 'editor');
      const answer = await ask(to.href);
      if (!answer) return;
      content.replaceChildren(...partOf(await answer.text(), to.href));
      choosePart(content);
      focus();
    },
    send: async (to, body) => {
      const headers = { Accept: 'application/json' };
      const answer = await ask(to, { method: 'POST', headers, body });
      const json: unknown = await answer?.json().catch(() => undefined);
      if (answer?.ok === true) return json;
      fail(isFailure(json) ? json : NO_ANSWER);
      return undefined;
    },
    clear: () => {
      content.replaceChildren();
    },
  };
}

function isFailure(json: unknown): json is Failure {
  return typeof json === 'object' && json !== null && 'message' in json && 'remedy' in json;
}

/** The part of a page that is shown, with addresses that hold in this page, too. */
function partOf(page: string, from: string): readonly Node[] {
  const part = parse(page).querySelector('[data-part="pictures"]');
  if (!part) return [make('p', { role: 'alert' }, 'The studio can’t show this here.')];
  for (const each of part.querySelectorAll('[data-page-only]')) each.remove();
  const title = part.querySelector('h1');
  title?.replaceWith(make('h2', { id: FRAME_TITLE }, title.textContent));
  for (const form of part.querySelectorAll('form:not([action])')) form.setAttribute('action', from);
  for (const name of ['href', 'src', 'action']) {
    for (const each of part.querySelectorAll(`[${name}]`))
      each.setAttribute(name, new URL(each.getAttribute(name) ?? '', from).href);
  }
  return [...part.childNodes];
}
