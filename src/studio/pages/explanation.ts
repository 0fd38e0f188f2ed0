import { html } from 'hono/html';
import type { Explained } from '../versions.ts';
import type { Markup } from './layout.ts';

/** Returns what happened and what to do about it. */
export function explanation(
  { message, remedy, output }: Explained,
  role: 'alert' | 'note' = 'note',
): Markup {
  return html`<div class="notice" role="${role}">
    <p><b>${message}</b></p>
    <p>${remedy}</p>
    ${
      output &&
      output.length > 0 &&
      html`<pre class="source" tabindex="0" role="region" aria-label="What was printed">
${output.join('\n')}</pre>`
    }
  </div>`;
}
