import { html } from 'hono/html';
import { inline } from './inline.ts';
import { layout, type Markup } from './layout.ts';

/** Returns a page of docs/problems/, which says why a problem matters and how to fix it. */
export function problemPage(name: string, mayWrite: boolean, markdown: string): Markup {
  const blocks = markdown.match(/```[\s\S]*?(?:```|$)|(?:(?!\n\s*\n|```)[\s\S])+/g) ?? [];
  const title = /^# (.*)/.exec(markdown)?.[1] ?? 'Problem';
  return layout({
    title,
    name,
    page: 'other',
    root: '../../',
    mayWrite,
    main: html`<article class="problem-page">${blocks.map(block)}</article>`,
  });
}

/** Converts the little Markdown that these pages use. */
function block(text: string): Markup | false {
  const [, fenced] = /^\s*```\w*\n([\s\S]*?)(?:```|$)/.exec(text) ?? [];
  if (fenced !== undefined) return html`<pre class="source" tabindex="0">${fenced}</pre>`;
  const trimmed = text.trim();
  if (trimmed === '') return false;
  if (trimmed.startsWith('# ')) return html`<h1>${trimmed.slice(2)}</h1>`;
  if (trimmed.startsWith('## ')) return html`<h2>${trimmed.slice(3)}</h2>`;
  if (trimmed.startsWith('- ')) {
    return html`<ul>
      ${trimmed.split(/^- /m).map((item) => item !== '' && html`<li>${inline(item)}</li>`)}
    </ul>`;
  }
  return html`<p>${inline(trimmed)}</p>`;
}
