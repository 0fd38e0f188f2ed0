/** Where an edition's versions are published, and reviewed before. */
import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import type { Publishing, Review, VersionsView } from '../versions.ts';
import { explanation } from './explanation.ts';
import type { Markup } from './layout.ts';

type Kept = Extract<VersionsView, { kind: 'kept' }>;

/** Returns what is not published yet, with the forms for those who may write. */
export function publishingSection(
  { publishing, unsaved, obstacle }: Kept,
  mayWrite: boolean,
): Markup {
  if ('why' in publishing) {
    return html`<section aria-labelledby="publish-name">
      <h2 id="publish-name">Not published</h2>
      <p class="muted">${publishing.why.message} ${publishing.why.remedy}</p>
    </section>`;
  }
  const isOffered = mayWrite && obstacle === undefined;
  return html`<section aria-labelledby="publish-name">
    <h2 id="publish-name">Publish</h2>
    <p>${waitingLine(publishing)}</p>
    ${
      unsaved.length > 0 &&
      publishing.waiting > 0 &&
      html`<p class="muted">
        Changes that are in no version yet are not published. Save a version first.
      </p>`
    }
    ${publishing.obstacle && explanation(publishing.obstacle)} ${publishing.reviews.map(reviewLine)}
    ${isOffered && forms(publishing)}
  </section>`;
}

function waitingLine({ waiting, others, where, branch, begun }: Publishing): Markup {
  const server = html`<b>${branch}</b> at <bdi>${where}</bdi>`;
  if (waiting === 0) {
    return begun
      ? html`Every version is published to ${server}, as far as known here.`
      : html`There is no version to publish to ${server} yet.`;
  }
  return html`${plural(waiting, 'version')} ${waiting === 1 ? 'is' : 'are'} not published to
  ${server} yet.
  ${
    others > 0 &&
    (others === waiting
      ? html`None of them changes this edition.`
      : html`${others} of them ${others === 1 ? 'does' : 'do'} not change this edition; all are
        published together.`)
  }`;
}

function forms({ waiting, begun, obstacle }: Publishing): Markup {
  const hasNews = waiting > 0;
  return html`<div class="version-actions">
    ${
      hasNews &&
      obstacle === undefined &&
      html`<form method="post" action="publish"><button>Publish</button></form>`
    }
    ${
      hasNews &&
      begun &&
      html`<form method="post" action="review"><button>Ask for a review</button></form>`
    }
    <form method="post" action="take-in"><button>Get the versions of others</button></form>
  </div>`;
}

function reviewLine({ branch, base, place }: Review): Markup {
  return html`<div class="notice">
    <p><b>On the server for a review:</b> the branch <code>${branch}</code></p>
    ${
      place
        ? html`<p>
            <a href="${place.url}" target="_blank" rel="noopener noreferrer"
              >${place.isForm ? 'Open a pull request' : 'Open the pages of the repository'}</a
            >${!place.isForm && html` and ask there to merge it into <code>${base}</code>`}. It
            opens <bdi>${URL.parse(place.url)?.host}</bdi> in a new tab.
          </p>`
        : html`<p>Tell those who review it the name of the branch. It is for ${base}.</p>`
    }
  </div>`;
}
