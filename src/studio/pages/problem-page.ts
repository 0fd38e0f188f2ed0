import { html } from 'hono/html';
import { layout, type Markup } from './layout.ts';

/** The page of docs/problems/ about a code, which says why and how to mend it. */
export function problemPage(name: string, markdown: string): Markup {
  const blocks = markdown.match(/```[\s\S]*?(?:```|$)|(?:(?!\n\s*\n|```)[\s\S])+/g) ?? [];
  const title = /^# (.*)/.exec(markdown)?.[1] ?? 'A problem';
  return layout({
    title,
    name,
    page: 'fault',
    root: '../../',
    main: html`<article class="remedy-page">${blocks.map(block)}</article>`,
  });
}

/** The little of Markdown that these pages are written in. */
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

/** Every second piece between backticks is code; what a link is called stays of it. */
function inline(text: string): readonly (Markup | string)[] {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split('`')
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
