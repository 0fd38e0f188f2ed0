import { html } from 'hono/html';
import type { HeaderField } from '../../mime/read-header.ts';
import { HEADER_WORDS } from './header-words.ts';
import type { Markup } from './layout.ts';

const MOST_FIELDS = 200;

/** The header fields, at most 200 of them, each with what it is for. */
export function headersPanel(fields: readonly HeaderField[]): Markup {
  return html`<p class="muted measure">
      As they go out. A signature (DKIM) is added when the letter is sent.
    </p>
    <dl class="fields">
      ${fields.slice(0, MOST_FIELDS).map(
        ({ name, value }) =>
          html`<div>
            <dt>${name}</dt>
            <dd>
              <code dir="ltr">${value}</code>
              <p>${HEADER_WORDS.get(name.toLowerCase()) ?? 'Not a field that the studio knows.'}</p>
            </dd>
          </div>`,
      )}
    </dl>`;
}
