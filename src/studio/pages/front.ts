import { html } from 'hono/html';
import { summaryPath } from '../paths.ts';
import { layout, type Markup } from './layout.ts';
import { summary, type RowParts } from './summary.ts';

export interface FrontParts {
  readonly name: string;
  /** Newest first. */
  readonly rows: readonly Pick<RowParts, 'listed' | 'run'>[];
  /** The last edition of this page, if older ones follow. */
  readonly olderThan?: string;
  /** Whether newer editions are on another page. */
  readonly older: boolean;
}

/** Returns the list of the editions. */
export function frontPage({ name, rows, olderThan, older }: FrontParts): Markup {
  return layout({
    title: 'Editions',
    name,
    page: 'front',
    root: '',
    main: html`<h1>${older ? 'Older editions' : 'Editions'}</h1>
      <div id="editions" data-live="editions">
        ${
          rows.length === 0
            ? noEditions()
            : html`<ol class="editions">
                ${rows.map(row)}
              </ol>`
        }
        <p class="pages">
          ${older && html`<a class="button" href="./">Newest</a>`}
          ${
            olderThan !== undefined &&
            html`<a class="button" href="?before=${encodeURIComponent(olderThan)}">Older</a>`
          }
        </p>
      </div>`,
  });
}

function row(parts: Pick<RowParts, 'listed' | 'run'>): Markup {
  const { id } = parts.listed;
  return html`<li
    class="edition-row"
    id="edition-${id}"
    data-row
    data-summary="${summaryPath(id)}"
    data-live="letter problems run"
  >
    ${summary(parts)}
  </li>`;
}

function noEditions(): Markup {
  return html`<div class="nothing">
    <h2>No editions yet</h2>
    <p>
      Add an article to <code>content/</code>. Name the file by its date and a few words, such as
      <code>content/2023-06-14-blinken-beijing.txt</code>. Put the headline on the first line and
      the story below it, with an empty line between paragraphs. The edition appears here when you
      save the file.
    </p>
  </div>`;
}
