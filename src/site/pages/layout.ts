import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { speechIn, type Speech } from '../language.ts';
import type { Site } from '../options.ts';
import { FRAME } from '../wording/frame.ts';

/** A part of a page, escaped. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageParts {
  /** Of the tab. */
  readonly title: string;
  readonly speech: Pick<Speech<unknown>, 'locale' | 'direction'>;
  readonly main: Markup;
}

/** Returns a whole page of the site, without scripts. */
export function layout(site: Site, { title, speech, main }: PageParts): Markup {
  const { newsletter, base, styleSheet } = site;
  const { words } = speechIn(FRAME, [speech.locale]);
  const name = html`<bdi>${newsletter.name}</bdi>`;
  return html`<!doctype html>
    <html lang="${speech.locale}" dir="${speech.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>${title} · ${newsletter.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${base}${styleSheet.path}" />
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        <header class="masthead">
          <p class="paper-name">
            ${newsletter.home === undefined ? name : html`<a href="${newsletter.home}">${name}</a>`}
          </p>
        </header>
        <main id="main" tabindex="-1">${main}</main>
        <footer class="colophon">
          <p><bdi>${newsletter.name}</bdi></p>
          <p dir="auto">${newsletter.postalAddress}</p>
        </footer>
      </body>
    </html>`;
}
