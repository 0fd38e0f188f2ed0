import { html } from 'hono/html';
import { layout, type Markup } from './layout.ts';
import { editionPath, summary, type RowParts } from './summary.ts';

export interface FrontParts {
  readonly name: string;
  /** Newest first. */
  readonly rows: readonly Pick<RowParts, 'listed' | 'run'>[];
  /** The edition after which older ones follow; absent where there are none. */
  readonly olderThan?: string;
  /** The page shows what is older than an edition. */
  readonly older: boolean;
}

/** The front page: the editions, newest first. */
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
            ? beginning()
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
    data-summary="${editionPath(id)}summary.html"
    data-live="letter problems run"
  >
    ${summary(parts)}
  </li>`;
}

/** What to do where there is no edition yet. */
function beginning(): Markup {
  return html`<div class="nothing">
    <h2>No edition yet</h2>
    <p>
      Put an article into <code>content/</code>, named by its date and a few words, such as
      <code>content/2023-06-14-blinken-beijing.txt</code>: the headline on the first line, the story
      below it, with an empty line between paragraphs. It appears here by itself.
    </p>
  </div>`;
}
