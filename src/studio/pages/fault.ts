import { html } from 'hono/html';
import { layout, type Markup } from './layout.ts';

export function notFoundPage(name: string): Markup {
  return layout({
    title: 'Not here',
    name,
    page: 'fault',
    root: '/',
    main: html`<h1>There is nothing here</h1>
      <p>It may have been renamed. <a href="/">All editions</a></p>`,
  });
}

/** A bug: said with its stack, for whoever mends it. */
export function faultPage(error: Error): Markup {
  return layout({
    title: 'A fault',
    name: 'Broadsheet',
    page: 'fault',
    root: '/',
    main: html`<h1>The studio has a fault</h1>
      <p>The studio goes on. Please report this:</p>
      <pre class="source">${error.stack ?? error.message}</pre>`,
  });
}
