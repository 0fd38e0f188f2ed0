import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { KEYS } from '../keys.ts';

/** A part of a page, escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageParts {
  /** Of the tab. */
  readonly title: string;
  /** The newsletter's name. */
  readonly name: string;
  /** Which page it is, for the script and the navigation. */
  readonly page:
    | 'front'
    | 'new'
    | 'pictures'
    | 'edition'
    | 'write'
    | 'when'
    | 'send'
    | 'versions'
    | 'report'
    | 'calendar'
    | 'mailbox'
    | 'message'
    | 'readers'
    | 'find'
    | 'other';
  /**
   * The way from this page to the studio's root, such as ../../../: links are relative, so that an
   * exported page works from a folder.
   */
  readonly root: string;
  /** The edition that the page is about: it is built again while the page is open. */
  readonly edition?: string;
  /** Whether the browser may write and send; one that may only look gets a note. */
  readonly mayWrite: boolean;
  readonly main: Markup;
}

/** Returns a whole page of the studio. */
export function layout({ title, name, page, root, edition, mayWrite, main }: PageParts): Markup {
  const current = (pages: readonly PageParts['page'][]) =>
    pages.includes(page) ? 'page' : 'false';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${root}assets/studio.css" />
        <script defer src="${root}assets/studio.js"></script>
      </head>
      <body data-page="${page}" data-root="${root}" data-edition="${edition ?? ''}">
        <a class="skip" href="#main">Skip to content</a>
        <header class="masthead">
          <a class="paper-name" href="${root}./">${name}</a>
          <a
            class="button find"
            href="${root}find/"
            data-do="find"
            aria-keyshortcuts="Control+K Meta+K"
            aria-current="${current(['find'])}"
            >Find</a
          >
          <nav class="tabs" aria-label="Studio">
            <a
              href="${root}./"
              aria-current="${current(['front', 'new', 'pictures', 'edition', 'write', 'when', 'send', 'versions', 'report'])}"
              >Editions</a
            >
            <a href="${root}calendar/" aria-current="${current(['calendar'])}">Calendar</a>
            <a href="${root}readers/" aria-current="${current(['readers'])}">Readers</a>
            <a href="${root}mailbox/" aria-current="${current(['mailbox', 'message'])}">Mailbox</a>
          </nav>
          <button
            type="button"
            class="quiet keys-button"
            data-do="help"
            aria-keyshortcuts="${KEYS.help}"
          >
            Keys
          </button>
        </header>
        ${!mayWrite && onlyLooking()}
        <main id="main" tabindex="-1">${main}</main>
        <p id="toast" role="status" aria-live="polite"></p>
      </body>
    </html>`;
}

function onlyLooking(): Markup {
  return html`<p class="only-looking">
    You can look at everything here. To write and send from this device, too, start the studio with
    <code>--write</code>.
  </p>`;
}
