import { html, raw } from 'hono/html';
import type { Markup } from './layout.ts';
import { kilobytes } from './words.ts';

export interface Source {
  /** Its file, and what is copied. */
  readonly file: 'letter.html' | 'letter.txt' | 'letter.mjml' | 'letter.eml';
  readonly text: string;
  /** The same as escaped markup; where it is absent the text is shown. */
  readonly markup?: string;
}

/** A source, to read, to copy and to keep. */
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
