import { html, raw } from 'hono/html';
import { kilobytes } from '../../base/format.ts';
import type { Markup } from './layout.ts';

export interface Source {
  /** Its name as a file. */
  readonly file: 'letter.html' | 'letter.txt' | 'letter.mjml' | 'letter.eml';
  readonly text: string;
  /** The text as escaped, highlighted markup; without it, the text is shown. */
  readonly markup?: string;
}

/** Returns a source to read, copy or download. */
export function sourcePanel({ file, text, markup }: Source): Markup {
  const id = `source-${file.replace('letter.', '')}`;
  return html`<div class="source-tools">
      <span class="muted">${file}, ${kilobytes(Buffer.byteLength(text))}</span>
      <button type="button" data-copy="${id}">Copy</button>
      <a class="button" href="${file}" download>Download</a>
    </div>
    <pre
      class="source"
      id="${id}"
      tabindex="0"
      role="region"
      aria-label="${file}"
      ${file === 'letter.txt' && html`dir="auto"`}
    >
${markup === undefined ? text : raw(markup)}</pre>`;
}
