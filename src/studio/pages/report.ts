import { html } from 'hono/html';
import { formatCount, formatDuration, formatRate, plural } from '../../base/format.ts';
import { nextSteps } from '../../deliver/next-steps.ts';
import type { RunReport } from '../desk.ts';
import { editionNav } from './edition-nav.ts';
import { layout, type Markup } from './layout.ts';
import { acceptedPlot } from './plot.ts';
import { domainTable, refusalTable, unknownList } from './report-tables.ts';
import { CHANGED, failures, remaining, stateLine } from './run-state.ts';
import { stateBar } from './state-bar.ts';

export interface ReportParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly id: string;
  /** The edition's id if it can't be built. */
  readonly subject: string;
  /** Of the newsletter. */
  readonly timeZone: string;
  /** Absent if the edition has not been sent. */
  readonly report: RunReport | undefined;
  /** Why the rest can't go out. */
  readonly obstacles: readonly string[];
}

const RECENT_SECONDS = 30;

/** Returns what became of an edition's letters; while they are sent, the progress. */
export function reportPage({
  name,
  mayWrite,
  id,
  subject,
  timeZone,
  report,
  obstacles,
}: ReportParts): Markup {
  return layout({
    title: `Report: ${subject}`,
    name,
    page: 'report',
    root: '../../../',
    mayWrite,
    edition: id,
    main: html`<div class="report">
      <h1>${subject}</h1>
      ${editionNav('report', '../', { hasRun: true, mayWrite })}
      <div id="report" data-live="run">
        ${report ? reportOf(report, timeZone, obstacles) : notSent(id)}
      </div>
    </div>`,
  });
}

function notSent(id: string): Markup {
  return html`<p>
      This edition has not been sent yet. Run this to send it; the progress shows here:
    </p>
    <pre class="source">broadsheet send ${id}</pre>`;
}

function reportOf(report: RunReport, timeZone: string, obstacles: readonly string[]): Markup {
  const { run, states, accepted, domains, refusals, unknown } = report;
  return html`<p class="facts">
      ${stateLine({ run: report, standing: { kind: 'draft' }, obstacles }, timeZone)}
      <span>${progress(report)}</span>
      ${run.audience !== 'all' && html`<span>Audience: ${run.audience}</span>`}
    </p>
    ${run.destination === 'mailbox' && trialNote(run.edition)} ${stateBar(states, run.destination)}
    ${run.version > 1 && versionNote(run.version)} ${continuation(report, obstacles)}
    <h2>Accepted over time</h2>
    ${acceptedPlot(accepted, run.createdAt, run.total)}
    ${refusals.length > 0 && refusalTable(refusals)} ${unknown.length > 0 && unknownList(report)}
    ${domains.length > 0 && domainTable(report)}`;
}

function progress(report: RunReport): string {
  const { run, states, sending } = report;
  const left = remaining(states);
  const all = plural(run.total, 'letter');
  const perSecond = rateOf(report);
  const rate = perSecond === undefined ? '' : `, ${formatRate(perSecond)} per second`;
  if (left === 0) {
    const failed = failures(states);
    const without = failed > 0 ? `; ${formatCount(failed)} failed or may have failed` : '';
    return `${formatCount(states.accepted)} of ${all} accepted${rate}${without}.`;
  }
  const done = `${formatCount(run.total - left)} of ${all} done`;
  if (!sending) return `${done}, ${formatCount(left)} left. No process is sending them now.`;
  const time =
    perSecond === undefined ? '' : `, about ${formatDuration(Math.ceil(left / perSecond))}`;
  return `${done}${rate}, ${formatCount(left)} left${time}.`;
}

/** Returns letters accepted per second: recently while sending, over the whole run afterwards. */
function rateOf({ accepted, sending, run }: RunReport): number | undefined {
  const last = accepted.at(-1);
  if (!last) return undefined;
  const since = sending ? last.at.getTime() - RECENT_SECONDS * 1000 : 0;
  const [first, ...rest] = [{ at: run.createdAt, count: 0 }, ...accepted].filter(
    ({ at }) => at.getTime() >= since,
  );
  const seconds = (last.at.getTime() - (first ?? last).at.getTime()) / 1000;
  const count = rest.reduce((sum, each) => sum + each.count, 0);
  return seconds < 1 || count === 0 ? undefined : count / seconds;
}

function trialNote(edition: string): Markup {
  return html`<p class="notice">
    This was a trial: the built-in mailbox caught these letters, and nobody has received them. To
    send the edition to readers, set <code>SMTP_URL</code> and run
    <code>broadsheet send ${edition}</code>.
  </p>`;
}

function versionNote(version: number): Markup {
  return html`<p class="notice">
    The edition was amended after sending had started: the last subscribers got version ${version}.
    The ledger records which version each subscriber got.
  </p>`;
}

function changedNote(edition: string): Markup {
  return html`<p class="notice">
    The edition has changed since its sending began. Revert the change, or send the new version to
    everybody who still waits: <code>broadsheet send ${edition} --amend</code>.
  </p>`;
}

/** Returns the commands that continue; none while the run is sending or if all is well. */
function continuation(
  { run, states, sending }: RunReport,
  obstacles: readonly string[],
): Markup | false {
  const steps = nextSteps(run.edition, states);
  if (sending || run.destination === 'mailbox' || steps.length === 0) return false;
  if (obstacles.includes(CHANGED)) return changedNote(run.edition);
  return html`<dl class="steps">
    ${steps.map(
      ({ label, command }) =>
        html`<div>
          <dt>${label}</dt>
          <dd><code>${command}</code></dd>
        </div>`,
    )}
  </dl>`;
}
