/** Problems of an edition, with their places and remedies. */
import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import { PROBLEMS, type Severity } from '../../base/problem-texts.ts';
import { describe, type Problem } from '../../base/problem.ts';
import type { BuildFailure } from '../build-failure.ts';
import type { Built } from '../desk.ts';
import { KEYS } from '../keys.ts';
import { anchorOf } from '../letter/anchors.ts';
import type { Markup } from './layout.ts';

interface Group {
  readonly severity: Severity;
  readonly tone: string;
  readonly meaning: string;
}

const GROUPS: readonly Group[] = [
  { severity: 'error', tone: 'bad', meaning: 'These stop the edition from being sent.' },
  { severity: 'warning', tone: 'warn', meaning: 'Better fixed before you send.' },
  { severity: 'note', tone: 'muted', meaning: 'For your information.' },
];

/** The page that shows problems. */
export interface ShownOn {
  /** The way to the studio's root. */
  readonly root: string;
  /** Whether its browser may open files in the editor. */
  readonly mayWrite: boolean;
}

/**
 * Returns the list of the problems; `found` is undefined while the checks run. `live` names the
 * events after which it is fetched again.
 */
export function problemsPanel(
  built: Built,
  found: readonly Problem[] | undefined,
  page: ShownOn,
  live = 'problems broken letter',
): Markup {
  return html`<aside
    id="problems"
    class="problems"
    aria-labelledby="problems-name"
    aria-keyshortcuts="${KEYS.problems}"
    data-live="${live}"
  >
    <h2 id="problems-name">Problems</h2>
    ${built.ok ? (found ? checked(found, page) : checking()) : unchecked(built.failure, page)}
  </aside>`;
}

function checking(): Markup {
  return html`<p class="muted">Checking the letter …</p>
    <noscript
      ><p><a href="?wait">Show the result</a></p></noscript
    >`;
}

function checked(problems: readonly Problem[], page: ShownOn): Markup {
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  const verdict = problems.length === 0 ? 'All checks passed.' : 'No errors found.';
  return html`${!hasErrors && html`<p class="good clear">${verdict}</p>`}
  ${problemGroups(problems, page)}`;
}

function unchecked(failure: BuildFailure, page: ShownOn): Markup {
  return failure.kind === 'problems'
    ? problemGroups(failure.problems, page)
    : html`<p class="muted">The checks run when the edition can be built.</p>`;
}

/** Returns problems by their severity, each with its place and its remedy. */
export function problemGroups(problems: readonly Problem[], page: ShownOn): Markup {
  const used = GROUPS.map((group) => ({
    ...group,
    members: problems.filter(({ severity }) => severity === group.severity),
  })).filter(({ members }) => members.length > 0);
  return html`${used.map(
    ({ members, severity, tone, meaning }) =>
      html`<h3 class="${tone}">${plural(members.length, severity)}</h3>
        <p class="muted meaning">${meaning}</p>
        <ul class="findings">
          ${members.map((each) => finding(each, problems, tone, page))}
        </ul>`,
  )}`;
}

function finding(
  each: Problem,
  all: readonly Problem[],
  tone: string,
  { root, mayWrite }: ShownOn,
): Markup {
  const { code, element, excepted } = each;
  const { title, remedy } = PROBLEMS[code];
  const anchor = anchorOf(each, all);
  return html`<li class="finding finding-${tone}">
    <p class="finding-title">${title}</p>
    ${detailOf(each) !== '' && html`<p class="finding-detail" dir="auto">${detailOf(each)}</p>`}
    ${element !== undefined && html`<code class="finding-element" dir="ltr">${element}</code>`}
    <p class="remedy">
      ${excepted === undefined ? remedy : html`Allowed by the config: <bdi>${excepted}</bdi>`}
    </p>
    <div class="finding-actions">
      ${
        anchor !== undefined &&
        html`<button type="button" data-show="${anchor}">Show in letter</button>`
      }
      ${place(each, mayWrite)}
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

/** Returns where a problem is, such as content/a.txt:3. */
export function placeOf({ place: where }: Problem): string | undefined {
  if (!where) return undefined;
  return where.line === undefined ? where.file : `${where.file}:${where.line}`;
}

/** Returns the place of a problem: a button that opens it in the editor, for who may write. */
export function place(problem: Problem, mayWrite: boolean): Markup | false {
  const { place: where } = problem;
  if (!where) return false;
  // An editor opens no folder.
  if (where.file.endsWith('/') || !mayWrite) return html`<code>${placeOf(problem)}</code>`;
  return html`<button
    type="button"
    class="place"
    data-open-file="${where.file}"
    data-open-line="${where.line ?? 1}"
    title="Open in the editor"
  >
    ${placeOf(problem)}
  </button>`;
}

/** Says why there is no new letter, above the last good one. `live` is as in `problemsPanel`. */
export function failureBanner(built: Built, hasLetter: boolean, live = 'broken letter'): Markup {
  return html`<div
    id="broken"
    class="broken"
    role="alert"
    tabindex="0"
    data-live="${live}"
    ${built.ok && 'hidden'}
  >
    ${
      !built.ok &&
      html`<h2>This edition can’t be built</h2>
        ${failureReasons(built.failure)}
        ${hasLetter && html`<p class="muted">Below is the last version that could be built.</p>`}`
    }
  </div>`;
}

/** Returns why an edition can't be built, or a story not be read. */
export function failureReasons(failure: BuildFailure): Markup {
  if (failure.kind === 'mistake') return messageAndRemedy(failure);
  return html`${failure.problems.map((each) => {
    const { finding: found, remedy } = describe(each);
    const message = [placeOf(each), found].filter((part) => part !== undefined).join(': ');
    return messageAndRemedy({ message, remedy });
  })}`;
}

/** Returns what is wrong, and what to do about it. */
export function messageAndRemedy({
  message,
  remedy,
}: {
  readonly message: string;
  readonly remedy: string;
}): Markup {
  return html`<p class="reason">${message}</p>
    <p class="remedy">${remedy}</p>`;
}
