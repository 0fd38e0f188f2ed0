/** Pages that the links of fresh mails open. Nothing happens until their button is pressed. */
import { html } from 'hono/html';
import type { Speech } from '../language.ts';
import type { Site } from '../options.ts';
import { pagePath } from '../paths.ts';
import type { Reader, ReaderRequest } from '../../subscribers/reader.ts';
import type { ReaderWords } from '../wording/reader-words.ts';
import { filled, masked } from './filled.ts';
import { layout, type Markup } from './layout.ts';
import { valuesOf } from './reader.ts';

export interface RequestView {
  readonly site: Site;
  readonly speech: Speech<ReaderWords>;
  readonly reader: Reader;
  readonly request: ReaderRequest;
}

/** Returns the page that asks for the last click. */
export function requestPage(view: RequestView): Markup {
  const { speech, request } = view;
  const { words } = speech;
  return {
    address: () => asking(view, words.confirmAddress, words.confirmAddressNote, words.useAddress),
    export: () => asking(view, words.download, words.downloadNote, words.downloadButton),
    erase: () => asking(view, words.confirmErase, words.confirmEraseNote, words.eraseButton),
  }[request.purpose]();
}

function asking(view: RequestView, title: string, note: string, button: string): Markup {
  const { site, speech, request } = view;
  const values = requestValues(view);
  const main = html`<section class="card lead">
    <h1>${filled(title, values)}</h1>
    <p>${filled(note, values)}</p>
    <form method="post" action="${pagePath(site, request.purpose, request.id)}">
      <button class="primary">${button}</button>
    </form>
  </section>`;
  return layout(site, { title: button, speech, main });
}

/** With the address that a request is about: the new one, if it is a change. */
function requestValues(view: RequestView) {
  return { ...valuesOf(view), email: masked(view.request.email ?? view.reader.email) };
}

/** What came of a request. */
export type RequestResult = 'addressChanged' | 'addressTaken' | 'erased';

/** Returns the page after a request was fulfilled, or could not be. */
export function requestResultPage(view: RequestView, result: RequestResult): Markup {
  const { site, speech, reader } = view;
  const { words } = speech;
  const note = {
    addressChanged: '',
    addressTaken: words.addressTakenNote,
    erased: words.erasedNote,
  };
  const values = requestValues(view);
  const main = html`<section class="card lead">
    <div role="status" tabindex="-1" autofocus>
      <h1>${filled(words[result], values)}</h1>
      ${note[result] === '' ? '' : html`<p>${filled(note[result], values)}</p>`}
    </div>
    ${
      result === 'addressChanged'
        ? html`<p><a href="${pagePath(site, 'reader', reader.readerId)}">${words.toMyPage}</a></p>`
        : ''
    }
  </section>`;
  return layout(site, { title: site.newsletter.name, speech, main });
}

/** Returns the page of a link that was used, or is too old. */
export function expiredPage({ site, speech }: Pick<RequestView, 'site' | 'speech'>): Markup {
  const { words } = speech;
  const main = html`<section class="card lead">
    <h1>${words.expired}</h1>
    <p>${words.expiredNote}</p>
  </section>`;
  return layout(site, { title: words.expired, speech, main });
}
