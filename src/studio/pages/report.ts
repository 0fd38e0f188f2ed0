import { html } from 'hono/html';
import { formatCount, formatDuration, formatRate, plural } from '../../base/format.ts';
import { nextSteps } from '../../deliver/next-steps.ts';
import { UNDELIVERED_STATES, type UndeliveredState } from '../../deliver/runs.ts';
import type { RunReport } from '../desk.ts';
import type { Standing } from '../standing.ts';
import { editionHead } from './edition-head.ts';
import { layout, type Markup } from './layout.ts';
import { acceptedOverTime } from './plot.ts';
import { saidOf, type Shown } from './reader-words.ts';
import { domainTable, refusalTable } from './report-tables.ts';
import { CHANGED, failures, remaining, stateLine } from './run-state.ts';
import { stateBar } from './state-bar.ts';
import { READERS_ON_PAGE, undeliveredList } from './undelivered.ts';

export interface ReportParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly id: string;
  /** The edition's id if it can't be built. */
  readonly subject: string;
  readonly shown: Shown;
  /** Absent if the edition has not been sent. */
  readonly report: RunReport | undefined;
  /** The state to which the list of readers is limited. */
  readonly state?: UndeliveredState | undefined;
  /** The query of this page, such as ?after=50. */
  readonly query: string;
  readonly standing: Standing;
  /** Why the rest can't go out. */
  readonly obstacles: readonly string[];
}

const RECENT_SECONDS = 30;

/** Returns what became of an edition's letters; while they are sent, the progress. */
export function reportPage(parts: ReportParts): Markup {
  const { name, mayWrite, id, subject, report, standing, obstacles, shown } = parts;
  return layout({
    title: `Report: ${subject}`,
    name,
    page: 'report',
    root: '../../../',
    mayWrite,
    edition: id,
    main: html`${editionHead({
        ...{ page: 'report', id, subject, run: report, mayWrite },
        state: stateLine({ run: report, standing, obstacles }, shown.timeZone),
      })}
      <div class="report">
        <div id="report" data-live="run">
          ${report ? reportOf(report, parts) : notSent(id, mayWrite)}
        </div>
      </div>`,
  });
}

function notSent(id: string, mayWrite: boolean): Markup {
  return html`<p>
      This edition has not been sent yet. Once its sending begins, the progress shows here.
      ${mayWrite && html`Send it here: <a class="button" href="../send/">Send</a>`}
    </p>
    <p>In a terminal, run this:</p>
    <pre class="source">npx broadsheet send ${id}</pre>`;
}

function reportOf(report: RunReport, parts: ReportParts): Markup {
  const { run, states, accepted, domains, refusals } = report;
  const { shown, obstacles, state, query } = parts;
  const said = refusals.map((each) => ({ ...each, reason: saidOf(each.reason, shown) }));
  return html`<p class="facts">
      <span>${progress(report)}</span>
      ${run.audience !== 'all' && html`<span>Audience: ${run.audience}</span>`}
    </p>
    ${run.destination === 'mailbox' && trialNote(run.edition)} ${stateBar(states, run.destination)}
    ${run.version > 1 && versionNote(run.version)}
    ${parts.mayWrite && !report.sending && remaining(states) + failures(states) > 0 && sendLink()}
    ${continuation(report, obstacles)} ${undeliveredList(report, { shown, state, query })}
    ${needsSummary(report) && refusalTable(said)} ${domains.length > 1 && domainTable(report)}
    <h2>Accepted over time</h2>
    ${acceptedOverTime(accepted, run.createdAt, run.total)}`;
}

/** Where all of them are listed by name, counts by reason say nothing more. */
function needsSummary({ refusals, undelivered, states }: RunReport): boolean {
  const all = UNDELIVERED_STATES.reduce((sum, state) => sum + states[state], 0);
  return refusals.length > 0 && (undelivered.length === 0 || all > READERS_ON_PAGE);
}

/** The page that does what the commands below it do. */
function sendLink(): Markup {
  return html`<p><a class="button" href="../send/">Send to those who don’t have it</a></p>`;
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
    send the edition to readers, set a mail server (<code>SMTP_URL</code> in the file
    <code>.env</code>), start the studio again, and open “Send”; or run
    <code>npx broadsheet send ${edition}</code>.
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
    everybody who still waits: <code>npx broadsheet send ${edition} --amend</code>.
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
  return html`<p class="muted">In a terminal:</p>
    <dl class="steps">
      ${steps.map(
        ({ label, command }) =>
          html`<div>
            <dt>${label}</dt>
            <dd><code>npx ${command}</code></dd>
          </div>`,
      )}
    </dl>`;
}
