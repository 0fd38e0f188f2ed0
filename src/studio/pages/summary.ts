/** An edition's row on the front page. */
import { html } from 'hono/html';
import { formatDay, kilobytes, plural } from '../../base/format.ts';
import { describe, type Problem } from '../../base/problem.ts';
import type { Severity } from '../../base/problem-texts.ts';
import type { BuildFailure } from '../build-failure.ts';
import type { Build, ListedEdition } from '../desk.ts';
import type { RunView, Standing } from '../standing.ts';
import type { AudienceCount } from '../../subscribers/audiences.ts';
import { editionPath } from '../paths.ts';
import { audienceLine } from './audience-line.ts';
import type { Markup } from './layout.ts';
import { placeOf } from './problems.ts';
import { obstaclesOf, progressOf, stateLine, stateOf } from './run-state.ts';

/** What takes a build to know. */
export type Inspected =
  | {
      readonly ok: true;
      readonly build: Build;
      /** Of the letter's HTML. */
      readonly bytes: number;
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly failure: BuildFailure };

export interface RowParts {
  readonly listed: ListedEdition;
  readonly run: RunView | undefined;
  readonly standing: Standing;
  readonly timeZone: string;
  /** Absent if the lead story can’t be read. */
  readonly subject?: string | undefined;
  /** Absent until the edition is built. */
  readonly inspected?: Inspected;
  /** Who would get it; absent once its run has begun. */
  readonly audience?: AudienceCount | undefined;
}

/** Returns the content of a row: complete once the edition is built. */
export function summary({
  listed,
  run,
  standing,
  timeZone,
  subject: read,
  inspected,
  audience,
}: RowParts): Markup {
  const path = editionPath(listed.id);
  const subject = inspected?.ok === true ? inspected.build.edition.subject : (read ?? listed.id);
  const problems = inspected?.ok === true ? inspected.problems : undefined;
  const parts = { run, standing, obstacles: obstaclesOf(inspected, problems, run) };
  return html`<div class="thumb" aria-hidden="true">
      ${inspected?.ok === true && thumbnail(path)}
    </div>
    <div class="row-text">
      <p class="row-day"><time datetime="${listed.date}">${formatDay(listed.date)}</time></p>
      <h2><a href="${path}nobody/">${subject}</a></h2>
      <p class="facts">
        ${stateLine(parts, timeZone)}
        ${run && html`<a href="${path}report/">${progressOf(run)}</a>`} ${audienceLine(audience)}
        ${inspected && findings(inspected, stateOf(parts) === 'blocked')}
      </p>
    </div>`;
}

/** The letter itself, scaled down. */
function thumbnail(path: string): Markup {
  return html`<iframe
    src="${path}nobody/light.html"
    title="The letter, small"
    sandbox="allow-same-origin"
    loading="lazy"
    tabindex="-1"
    aria-hidden="true"
    inert
  ></iframe>`;
}

/** The reason why an edition is blocked is already beside its state. */
function findings(inspected: Inspected, blocked: boolean): Markup {
  if (!inspected.ok) {
    const reason = firstOf(inspected.failure);
    return html`<span class="bad">${blocked ? reason : `Can’t be built: ${reason}`}</span>`;
  }
  const { bytes, problems } = inspected;
  const counts = (['error', 'warning', 'note'] as const)
    .map((severity) => [severity, countOf(problems, severity)] as const)
    .filter(([severity, count]) => count > 0 && !(blocked && severity === 'error'));
  return html`<span class="muted">${kilobytes(bytes)}</span> ${counts.map(
      ([severity, count]) =>
        html`<span class="${SEVERITY_CLASSES[severity]}">${plural(count, severity)}</span> `,
    )}
    ${counts.length === 0 && !blocked && html`<span class="muted">no problems</span>`}`;
}

const SEVERITY_CLASSES: Readonly<Record<Severity, string>> = {
  error: 'bad',
  warning: 'warn',
  note: 'muted',
};

function countOf(problems: readonly Problem[], severity: Severity): number {
  return problems.filter((each) => each.severity === severity && each.excepted === undefined)
    .length;
}

/** Returns the first reason, in one line. */
function firstOf(failure: BuildFailure): string {
  if (failure.kind === 'mistake') return failure.message;
  const [first] = failure.problems;
  if (!first) return 'unknown reason';
  return [placeOf(first), describe(first).finding].filter((part) => part !== undefined).join(': ');
}
