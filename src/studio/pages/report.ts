import { html } from 'hono/html';
import { nextSteps } from '../../deliver/next-steps.ts';
import type { RunReport } from '../desk.ts';
import { layout, type Markup } from './layout.ts';
import { acceptedPlot } from './plot.ts';
import { failuresOf, leftOf, stateChip, stateOf } from './run-state.ts';
import { domainTable, refusalTable, unknownList } from './report-tables.ts';
import { stateBar } from './states.ts';
import { figure, lengthInWords, plural } from './words.ts';

export interface ReportParts {
  readonly name: string;
  readonly id: string;
  /** The edition's id where it cannot be built. */
  readonly subject: string;
  /** Of the newsletter. */
  readonly timeZone: string;
  /** Absent where the edition has not been sent. */
  readonly report: RunReport | undefined;
}

const RECENT_SECONDS = 30;

/** What became of an edition's letters; while they are sent, how far that is. */
export function reportPage({ name, id, subject, timeZone, report }: ReportParts): Markup {
  return layout({
    title: `Report: ${subject}`,
    name,
    page: 'report',
    root: '../../../',
    edition: id,
    main: html`<div class="report">
      <p class="back"><a href="../nobody/">${id}</a></p>
      <h1>${subject}</h1>
      <div id="report" data-live="run">${report ? told(report, timeZone) : notSent(id)}</div>
    </div>`,
  });
}

function notSent(id: string): Markup {
  return html`<p>This edition has not been sent. When it is, its progress shows here:</p>
    <pre class="source">broadsheet send ${id}</pre>`;
}

function told(report: RunReport, timeZone: string): Markup {
  const { run, states, accepted, domains, refusals, unknown } = report;
  return html`<p class="facts">
      ${stateChip(stateOf({ future: false }, report))}
      <span>${progress(report)}</span>
      <span class="muted">Begun ${moment(run.createdAt, timeZone)}</span>
    </p>
    ${run.destination === 'mailbox' && trialNote(run.edition)} ${stateBar(states, run.destination)}
    ${run.version > 1 && versionNote(run.version)} ${next(report)}
    <h2>Accepted over time</h2>
    ${acceptedPlot(accepted, run.createdAt, run.total)}
    ${refusals.length > 0 && refusalTable(refusals)} ${unknown.length > 0 && unknownList(report)}
    ${domains.length > 0 && domainTable(report)}`;
}

function progress(report: RunReport): string {
  const { run, states, sending } = report;
  const left = leftOf(states);
  const all = plural(run.total, 'letter');
  const perSecond = rateOf(report);
  const rate = perSecond === undefined ? '' : `, ${speed(perSecond)} a second`;
  if (left === 0) {
    const failed = failuresOf(states);
    const without = failed > 0 ? `; ${figure(failed)} failed or may have` : '';
    return `${figure(states.accepted)} of ${all} accepted${rate}${without}.`;
  }
  const done = `${figure(run.total - left)} of ${all} done`;
  if (!sending) return `${done}, ${figure(left)} left. Nobody sends them just now.`;
  const time =
    perSecond === undefined ? '' : `, about ${lengthInWords(Math.ceil(left / perSecond))}`;
  return `${done}${rate}, ${figure(left)} left${time}.`;
}

/** Letters accepted a second: just now while they are sent, over the whole run afterwards. */
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

function speed(perSecond: number): string {
  return perSecond.toLocaleString('en-US', { maximumFractionDigits: perSecond < 10 ? 1 : 0 });
}

function moment(time: Date, timeZone: string): Markup {
  const words = new Intl.DateTimeFormat('en-US', {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone,
  }).format(time);
  return html`<time datetime="${time.toISOString()}">${words}</time>`;
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
    The edition was amended after its sending began: version ${version} went to those who came last.
    What each subscriber got is in the ledger.
  </p>`;
}

/** What to type to continue; nothing while it is sent or where all is well. */
function next({ run, states, sending }: RunReport): Markup | false {
  const steps = nextSteps(run.edition, states);
  if (sending || run.destination === 'mailbox' || steps.length === 0) return false;
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
