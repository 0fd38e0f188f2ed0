import { html } from 'hono/html';
import type { Problem, Severity } from '../../base/problem.ts';
import type { Listed, RunView } from '../desk.ts';
import type { Markup } from './layout.ts';
import { standingInWords, stateChip, stateOf } from './run-state.ts';
import { dayInWords, kilobytes, plural } from './words.ts';

/** What an edition's name does not tell: it takes a build. */
export type Looked =
  | {
      readonly ok: true;
      readonly subject: string;
      /** Of the letter's HTML. */
      readonly bytes: number;
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly message: string };

export interface RowParts {
  readonly listed: Listed;
  readonly run: RunView | undefined;
  /** Absent until it is built. */
  readonly looked?: Looked;
}

/** The way to an edition's pages from the front page. */
export function editionPath(id: string): string {
  return `editions/${encodeURIComponent(id)}/`;
}

/** What stands in an edition's row of the front page, and of itself what fills the row later. */
export function summary({ listed, run, looked }: RowParts): Markup {
  const path = editionPath(listed.id);
  const subject = looked?.ok === true ? looked.subject : listed.id;
  return html`<div class="thumb" aria-hidden="true">${looked?.ok === true && thumbnail(path)}</div>
    <div class="row-text">
      <p class="day"><time datetime="${listed.date}">${dayInWords(listed.date)}</time></p>
      <h2><a href="${path}nobody/">${subject}</a></h2>
      <p class="facts">
        ${stateChip(stateOf(listed, run))}
        ${run && html`<a href="${path}report/">${standingInWords(run)}</a>`}
        ${looked && findings(looked)}
      </p>
    </div>`;
}

/** The letter itself, made small. */
function thumbnail(path: string): Markup {
  return html`<iframe
    src="${path}nobody/light.html"
    title="The letter, made small"
    sandbox="allow-same-origin"
    loading="lazy"
    tabindex="-1"
    aria-hidden="true"
    inert
  ></iframe>`;
}

function findings(looked: Looked): Markup {
  if (!looked.ok) return html`<span class="bad">Cannot be built: ${looked.message}</span>`;
  const { bytes, problems } = looked;
  const counts = (['error', 'warning', 'note'] as const)
    .map((severity) => [severity, countOf(problems, severity)] as const)
    .filter(([, count]) => count > 0);
  return html`<span class="muted">${kilobytes(bytes)}</span> ${counts.map(
      ([severity, count]) =>
        html`<span class="${SEVERITY_LOOKS[severity]}">${plural(count, severity)}</span> `,
    )}
    ${counts.length === 0 && html`<span class="muted">no problems</span>`}`;
}

const SEVERITY_LOOKS: Readonly<Record<Severity, string>> = {
  error: 'bad',
  warning: 'warn',
  note: 'muted',
};

function countOf(problems: readonly Problem[], severity: Severity): number {
  return problems.filter((each) => each.severity === severity && each.excepted === undefined)
    .length;
}
