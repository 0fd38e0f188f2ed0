import { html } from 'hono/html';
import type { Marked } from '../finder.ts';
import type { Markup } from './layout.ts';

/** Returns a text in which what was looked for is marked. */
export function marks(pieces: Marked): Markup {
  return html`${pieces.map(({ text, hit }) =>
    hit ? html`<mark class="hit">${text}</mark>` : text,
  )}`;
}
