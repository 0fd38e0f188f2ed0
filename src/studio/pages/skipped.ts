import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import type { Problem } from '../../base/problem.ts';
import type { Markup } from './layout.ts';
import { findingList } from './problems.ts';

/** Returns the files of content/ that would be skipped, with the right name for each. */
export function skippedFiles(problems: readonly Problem[]): Markup {
  return html`<section class="skipped" aria-labelledby="skipped-name">
    <h2 id="skipped-name">
      Not an edition: ${plural(problems.length, 'name')} in the content folder
    </h2>
    <p class="measure">
      These look meant as editions or stories, but nothing builds or sends them. Until they are
      renamed, <code>broadsheet send</code> sends no older edition in their place.
    </p>
    ${findingList(problems)}
  </section>`;
}
