import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import { describe, type Problem } from '../../base/problem.ts';
import type { Markup } from './layout.ts';
import { place } from './problems.ts';

/** Returns the files of content/ that would be skipped, with what to do about each. */
export function skippedFiles(problems: readonly Problem[], mayWrite: boolean): Markup {
  const count = plural(
    problems.length,
    'file or folder is no edition',
    'files and folders are no editions',
  );
  return html`<section class="skipped" aria-labelledby="skipped-name">
    <h2 id="skipped-name">${count}</h2>
    <p class="measure">
      Nothing builds or sends these. Until they are fixed, <code>broadsheet send</code> sends no
      older edition in their place.
    </p>
    <ul>
      ${problems.map((problem) => entry(problem, mayWrite))}
    </ul>
  </section>`;
}

function entry(problem: Problem, mayWrite: boolean): Markup {
  const { code, detail } = problem;
  const { finding, remedy } = describe(problem);
  const isName = code === 'edition/name' && detail !== undefined;
  return html`<li>
    ${place(problem, mayWrite)}
    <p dir="auto">${isName ? capitalized(detail) : finding}</p>
    ${!detail?.startsWith('rename') && html`<p class="muted">${remedy}</p>`}
    <p><a href="problems/${code.replace('/', '-')}/" target="_blank">${code}</a></p>
  </li>`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
