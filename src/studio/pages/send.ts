/** Everything about sending an edition: what is in the way, the question, the progress. */
import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import type { BuildFailure } from '../build-failure.ts';
import type { ListedEdition } from '../desk.ts';
import type { RunView, Standing } from '../standing.ts';
import type { Approval } from '../approving.ts';
import type { NotSent, SendReview, SendStage } from '../sending.ts';
import { approvalSection } from './approval.ts';
import { editionHead } from './edition-head.ts';
import { layout, type Markup } from './layout.ts';
import { failureReasons } from './problems.ts';
import { failures, stateLine, UNBUILDABLE } from './run-state.ts';
import { checklist } from './send-checklist.ts';
import { sendOffers } from './send-offers.ts';
import { stagePanel } from './send-stage.ts';

export interface SendPageParts {
  /** Of the newsletter. */
  readonly name: string;
  /** Of the newsletter. */
  readonly timeZone: string;
  readonly listed: ListedEdition;
  readonly subject: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly run: RunView | undefined;
  readonly standing: Standing;
  readonly stage: SendStage | undefined;
  /** Absent if the edition can't be built, and why. */
  readonly review: SendReview | undefined;
  readonly failure: BuildFailure | undefined;
  /** Absent if the edition can't be built. */
  readonly approval: Approval | undefined;
  /** The letter was approved right now. */
  readonly isApproved: boolean;
  /** Why what was asked for last was not done. */
  readonly refusal?: NotSent;
}

const ROOT = '../../../';

/** Returns the page on which an editor sends an edition, and watches and stops it. */
export function sendPage(parts: SendPageParts): Markup {
  const { name, listed, mayWrite, subject, run } = parts;
  return layout({
    title: `Send: ${subject}`,
    name,
    page: 'send',
    root: ROOT,
    edition: listed.id,
    mayWrite,
    main: html`${editionHead({
        ...{ page: 'send', id: listed.id, subject, run, mayWrite },
        state: stateNow(parts),
      })}
      <div class="sending">
        ${parts.refusal && refusalNote(parts.refusal)} ${parts.isApproved && approvedNote()}
        <div id="send-stage" data-live="run">${stagePanel(parts)}</div>
        <div id="send-now" data-live="run letter problems broken editions">${question(parts)}</div>
      </div>`,
  });
}

function stateNow({ run, standing, review, failure, timeZone }: SendPageParts): Markup {
  const inTheWay = review?.items.filter(({ state }) => state === 'blocked').length ?? 0;
  const obstacles = failure
    ? [UNBUILDABLE]
    : review && inTheWay > 0
      ? [inTheWay === 1 ? 'one thing is in the way' : `${inTheWay} things are in the way`]
      : [];
  return stateLine({ run, standing, obstacles }, timeZone);
}

function refusalNote({ message, remedy }: NotSent): Markup {
  return html`<div class="notice refusal" role="alert">
    <p class="bad">${message}</p>
    <p>${remedy}</p>
  </div>`;
}

function approvedNote(): Markup {
  return html`<p class="notice" role="status">
    You approved the letter. To let others send it, too,
    <a href="../versions/">save and publish a version</a>.
  </p>`;
}

/** Who did not get the letter, or not yet, is in the report: by name, and what to do about it. */
function undeliveredLine(run: RunView | undefined): Markup | false {
  if (run?.run.destination !== 'server') return false;
  const count = failures(run.states) + run.states.deferred;
  if (count === 0) return false;
  return html`<p class="notice">
    ${plural(count, 'reader')} did not get it, or not for certain.
    <a href="../report/#undelivered">See who, why, and what to do</a>.
  </p>`;
}

/** While something is sent there is nothing to ask. */
function question(parts: SendPageParts): Markup | false {
  const { stage, review, failure, run, approval, mayWrite } = parts;
  if ((stage && stage.kind !== 'ended') || run?.sending === true) return false;
  const undelivered = undeliveredLine(run);
  if (failure)
    return html`${undelivered}
      <h2>This edition can’t be built</h2>
      ${failureReasons(failure)}
      ${mayWrite && html`<p><a href="../write/">Open the page “Write” to fix it</a></p>`}`;
  if (!review) return false;
  const isOver = run?.run.destination === 'server' && review.offers.length === 0;
  const isReady = review.items.every(({ state }) => state === 'ready' || state === 'note');
  return html`${undelivered} ${!(isOver && isReady) && checklist(review)}
  ${approval && approvalSection(approval, mayWrite)} ${sendOffers(review, run, mayWrite)}`;
}
