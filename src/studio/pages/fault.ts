import { html } from 'hono/html';
import { layout, type Markup } from './layout.ts';

/** Returns the page for an address that leads nowhere. */
export function notFoundPage(name: string, mayWrite: boolean): Markup {
  return layout({
    title: 'Not found',
    name,
    page: 'other',
    root: '/',
    mayWrite,
    main: html`<h1>Page not found</h1>
      <p>
        The edition, message or reader may have been renamed or deleted.
        <a href="/">All editions</a>
      </p>`,
  });
}

/** Says that a page is for those who may write. */
export function onlyWritersPage(name: string): Markup {
  return layout({
    title: 'Only for writing',
    name,
    page: 'other',
    root: '/',
    mayWrite: false,
    main: html`<h1>This page is for writing</h1>
      <p>Open it on the machine where the studio runs. <a href="/">All editions</a></p>`,
  });
}

/** Shows a bug with its stack, to report it. */
export function faultPage(error: Error, mayWrite: boolean): Markup {
  return layout({
    title: 'Error',
    name: 'Broadsheet',
    page: 'other',
    root: '/',
    mayWrite,
    main: html`<h1>This is a bug in Broadsheet</h1>
      <p>The studio is still running. Please report the bug with this text:</p>
      <pre class="source" tabindex="0">${error.stack ?? error.message}</pre>`,
  });
}

/** Says that a file or a text is more than a page takes; `most` is in bytes. */
export function tooLargePage(most: number, mayWrite: boolean): Markup {
  const limit = most < 1_000_000 ? `${most / 1000} KB` : `${Math.floor(most / 1_000_000)} MB`;
  return layout({
    title: 'Too large',
    name: 'Broadsheet',
    page: 'other',
    root: '/',
    mayWrite,
    main: html`<h1>That is too large</h1>
      <p class="measure">
        The studio takes at most ${limit} here, and nothing was saved. Go back and choose a smaller
        file.
      </p>`,
  });
}

/** Says what keeps the studio from showing a page, such as a database that does not answer. */
export function unavailablePage(message: string, remedy: string, mayWrite: boolean): Markup {
  return layout({
    title: 'Not available',
    name: 'Broadsheet',
    page: 'other',
    root: '/',
    mayWrite,
    main: html`<h1>This can’t be done now</h1>
      <p class="measure">${message}</p>
      <p class="measure">${remedy}</p>`,
  });
}
