import { html } from 'hono/html';
import type { Version, VersionsView } from '../versions.ts';
import type { Markup } from './layout.ts';
import { moment } from './moment.ts';

interface HistoryParts {
  readonly timeZone: string;
  /** How many versions are skipped. */
  readonly skip: number;
}

/** Returns the saved versions of an edition, the newest first, with links to further ones. */
export function historySection(
  { history, next, shallow }: Extract<VersionsView, { kind: 'kept' }>,
  parts: HistoryParts,
): Markup {
  return html`<section aria-labelledby="history-name">
    <h2 id="history-name">History</h2>
    ${
      history.length === 0
        ? html`<p class="muted">
            ${parts.skip > 0 ? 'There are no earlier versions.' : 'No version has been saved yet.'}
          </p>`
        : html`<ol class="history">
            ${history.map((version) => historyEntry(version, parts.timeZone))}
          </ol>`
    }
    ${
      shallow &&
      next === undefined &&
      html`<p class="muted">
        This copy of the repository has only its newest versions (a “shallow clone”), so earlier
        ones may be missing here.
      </p>`
    }
    ${
      (parts.skip > 0 || next !== undefined) &&
      html`<p class="pages">
        ${parts.skip > 0 && html`<a href="./">Newest versions</a>`}
        ${next !== undefined && html`<a href="?skip=${next}">Earlier versions</a>`}
      </p>`
    }
  </section>`;
}

function historyEntry(
  { commit, at, author, message, published }: Version,
  timeZone: string,
): Markup {
  return html`<li>
    <p class="version-message" dir="auto"><a href="${commit}/">${message}</a></p>
    <p class="muted">
      ${moment(at, timeZone)} by <bdi>${author}</bdi>${
        published !== undefined && (published ? ', published' : ', not published yet')
      }
    </p>
  </li>`;
}
