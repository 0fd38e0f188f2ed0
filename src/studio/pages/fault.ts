import { html } from 'hono/html';
import { layout, type Markup } from './layout.ts';

export function notFoundPage(name: string): Markup {
  return layout({
    title: 'Not found',
    name,
    page: 'other',
    root: '/',
    main: html`<h1>Page not found</h1>
      <p>
        The edition, message or reader may have been renamed or deleted.
        <a href="/">All editions</a>
      </p>`,
  });
}

/** Shows a bug with its stack, to report it. */
export function faultPage(error: Error): Markup {
  return layout({
    title: 'Error',
    name: 'Broadsheet',
    page: 'other',
    root: '/',
    main: html`<h1>This is a bug in Broadsheet</h1>
      <p>The studio is still running. Please report the bug with this text:</p>
      <pre class="source" tabindex="0">${error.stack ?? error.message}</pre>`,
  });
}

/** Says what keeps the studio from showing a page, such as a database that does not answer. */
export function unavailablePage(message: string, remedy: string): Markup {
  return layout({
    title: 'Not available',
    name: 'Broadsheet',
    page: 'other',
    root: '/',
    main: html`<h1>This page can’t be shown now</h1>
      <p class="measure">${message}</p>
      <p class="measure">${remedy}</p>`,
  });
}
