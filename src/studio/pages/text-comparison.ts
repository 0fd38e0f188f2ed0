import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import { compareTexts, type DiffRow } from '../text-diff.ts';
import type { Markup } from './layout.ts';

/** Two texts with what each is called. */
export interface ComparedTexts {
  readonly before: { readonly name: string; readonly text: string };
  readonly after: { readonly name: string; readonly text: string };
}

/** Returns two texts side by side, with the lines that differ marked. */
export function textComparison({ before, after }: ComparedTexts): Markup {
  const rows = compareTexts(before.text, after.text);
  if (!rows) return html`<p class="muted">Too much differs to show the lines.</p>`;
  return html`<div class="scroll" role="region" aria-label="Differences" tabindex="0">
    <table class="comparison">
      <thead>
        <tr>
          <th scope="col">${before.name}</th>
          <th scope="col">${after.name}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row(each: DiffRow): Markup {
  switch (each.kind) {
    case 'same':
      return html`<tr>
        <td dir="auto"><span>${each.text}</span></td>
        <td dir="auto"><span>${each.text}</span></td>
      </tr>`;
    case 'skipped':
      return html`<tr class="comparison-skipped">
        <td colspan="2">${plural(each.lines, 'line')} the same</td>
      </tr>`;
    case 'changed':
      return html`<tr class="comparison-changed">
        ${side(each.before, 'del')} ${side(each.after, 'ins')}
      </tr>`;
  }
}

/** What differs is an element, not only a colour. */
function side(text: string | undefined, element: 'del' | 'ins'): Markup {
  if (text === undefined) return html`<td class="comparison-none"></td>`;
  const line = text === '' ? '¶' : text;
  return html`<td dir="auto">
    ${element === 'del' ? html`<del>${line}</del>` : html`<ins>${line}</ins>`}
  </td>`;
}
