import { html } from 'hono/html';
import { PROBLEMS } from '../../base/problem-texts.ts';
import type { Problem, Severity } from '../../base/problem.ts';
import { anchorOf } from '../letter/problems.ts';
import type { Markup } from './layout.ts';
import { plural } from './words.ts';

interface Group {
  readonly severity: Severity;
  readonly look: string;
  readonly one: string;
  readonly says: string;
}

const GROUPS: readonly Group[] = [
  { severity: 'error', look: 'bad', one: 'error', says: 'The edition is not sent with these.' },
  { severity: 'warning', look: 'warn', one: 'warning', says: 'Better mended before it is sent.' },
  { severity: 'note', look: 'muted', one: 'note', says: 'Good to know.' },
];

/** What stands against sending, and how to mend it; undefined while the gate still looks. */
export function problemsPanel(problems: readonly Problem[] | undefined, root: string): Markup {
  return html`<aside
    id="problems"
    class="problems"
    aria-labelledby="problems-name"
    aria-keyshortcuts="p"
    data-live="problems broken letter"
  >
    <h2 id="problems-name">Problems</h2>
    ${problems === undefined ? looking() : found(problems, root)}
  </aside>`;
}

function looking(): Markup {
  return html`<p class="muted">The gate is looking at the letter …</p>
    <noscript
      ><p><a href="?wait">Show what it finds</a></p></noscript
    >`;
}

function found(problems: readonly Problem[], root: string): Markup {
  const groups = GROUPS.map((group) => ({
    ...group,
    members: problems.filter(({ severity }) => severity === group.severity),
  })).filter(({ members }) => members.length > 0);
  return html`${
    !problems.some(({ severity }) => severity === 'error') &&
    html`<p class="good clear">Nothing stands against sending.</p>`
  }
  ${groups.map(
    ({ members, look, one, says }) =>
      html`<h3 class="${look}">${plural(members.length, one)}</h3>
        <p class="muted says">${says}</p>
        <ul class="findings">
          ${members.map((each) => finding(each, problems, look, root))}
        </ul>`,
  )}`;
}

function finding(each: Problem, all: readonly Problem[], look: string, root: string): Markup {
  const { code, element, excepted } = each;
  const { title, remedy } = PROBLEMS[code];
  const anchor = anchorOf(each, all);
  return html`<li class="finding finding-${look}">
    <p class="finding-title">${title}</p>
    ${detailOf(each) !== '' && html`<p class="finding-detail" dir="auto">${detailOf(each)}</p>`}
    ${element !== undefined && html`<code class="finding-element" dir="ltr">${element}</code>`}
    <p class="remedy">
      ${excepted === undefined ? remedy : html`Let pass by the config: <bdi>${excepted}</bdi>`}
    </p>
    <div class="finding-doors">
      ${
        anchor !== undefined &&
        html`<button type="button" data-show="${anchor}">Show in the letter</button>`
      }
      ${place(each)}
      <a href="${root}problems/${code.replace('/', '-')}/" target="_blank">${code}</a>
    </div>
  </li>`;
}

function detailOf({ detail, actual, expected }: Problem): string {
  const compared = [actual, expected === undefined ? undefined : `expected ${expected}`];
  return [detail, compared.filter((part) => part !== undefined).join(', ') || undefined]
    .filter((part) => part !== undefined)
    .join(': ');
}

function place({ place: where }: Problem): Markup | false {
  if (!where) return false;
  const { file, line } = where;
  return html`<button
    type="button"
    class="place"
    data-open-file="${file}"
    data-open-line="${line ?? 1}"
    title="Open in the editor"
  >
    ${file}${line !== undefined && `:${line}`}
  </button>`;
}
