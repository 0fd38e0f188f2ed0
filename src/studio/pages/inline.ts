import { html } from 'hono/html';
import type { Markup } from './layout.ts';

/** Converts a line of Markdown: what is between backticks is code, and a link becomes its text. */
export function inline(text: string): readonly (Markup | string)[] {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split('`')
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}
