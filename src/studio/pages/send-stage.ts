/** What is being sent, how far it is, and how it ended. */
import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import type { RunResult } from '../../deliver/events.ts';
import { pending } from '../../deliver/state.ts';
import type { RunView } from '../standing.ts';
import type { SendEnding, SendStage } from '../sending.ts';
import type { Markup } from './layout.ts';
import { moment } from './moment.ts';
import { failures, remaining } from './run-state.ts';
import { stateBar } from './state-bar.ts';

export interface StageParts {
  readonly stage: SendStage | undefined;
  readonly run: RunView | undefined;
  /** Of the newsletter. */
  readonly timeZone: string;
  readonly mayWrite: boolean;
}

/** Returns the panel of what happens now, or happened last; nothing before the first sending. */
export function stagePanel({ stage, run, timeZone, mayWrite }: StageParts): Markup | false {
  switch (stage?.kind) {
    case 'waiting':
      return waitingPanel(stage, mayWrite);
    case 'sending':
      return sendingPanel(stage, run, mayWrite);
    case 'ended':
      return html`${endedPanel(stage, timeZone)}
      ${run?.sending === true && elsewhere(run, mayWrite)}`;
    case undefined:
      return run?.sending === true ? elsewhere(run, mayWrite) : standing(run);
  }
}

type StageOf<Kind extends SendStage['kind']> = Extract<SendStage, { kind: Kind }>;

function waitingPanel({ order, leftMs }: StageOf<'waiting'>, mayWrite: boolean): Markup {
  const { count, through } = order;
  const seconds = Math.ceil(leftMs / 1000);
  return html`<section class="send-stage waiting" data-under-way aria-labelledby="stage-name">
    <div role="status">
      <h2 id="stage-name">
        Nothing has been sent yet
        <span class="countdown" aria-hidden="true" data-countdown="${Math.round(leftMs)}"
          >${seconds}</span
        >
      </h2>
    </div>
    <p>
      The letter goes to ${plural(count, 'reader')} through ${through} in a moment. Close this page,
      and it goes out nevertheless; close the studio, and it does not.
    </p>
    ${
      mayWrite &&
      html`<form method="post" action="take-back">
        <button class="strong" autofocus>Take it back</button>
      </form>`
    }
    ${reloadLink()}
  </section>`;
}

function sendingPanel(
  { order, stopping, trouble }: StageOf<'sending'>,
  run: RunView | undefined,
  mayWrite: boolean,
): Markup {
  const title = order.task === 'trial' ? 'Sending to the mailbox' : 'Sending';
  return html`<section class="send-stage sending" data-under-way aria-labelledby="stage-name">
    <div role="status">
      <h2 id="stage-name">${stopping ? 'Stopping after the letters under way' : title}</h2>
    </div>
    ${run?.sending === true ? progress(run) : html`<p>Checking everything once more …</p>`}
    ${trouble !== undefined && html`<p class="notice">${trouble}</p>`}
    ${
      mayWrite &&
      !stopping &&
      html`<form method="post" action="stop"><button class="strong">Stop</button></form>`
    }
    ${reloadLink()}
  </section>`;
}

/** A run that another program sends: the command line, a scheduled job, another studio. */
function elsewhere(run: RunView, mayWrite: boolean): Markup {
  const { name = 'another process', stopAsked = false } = run.sender ?? {};
  const title = stopAsked
    ? 'Stopping after the letters under way'
    : 'Another program is sending this edition';
  return html`<section class="send-stage sending" data-under-way aria-labelledby="stage-name">
    <div role="status"><h2 id="stage-name">${title}</h2></div>
    ${progress(run)}
    ${
      stopAsked
        ? html`<p>
            The other program (${name}) was asked to stop. If it still sends in half a minute, it is
            an older version: press Ctrl C in its terminal.
          </p>`
        : html`<p>It is ${name}. Nobody gets the letter twice.</p>`
    }
    <p class="muted">
      A scheduled job continues at its next turn, unless you
      <a href="../when/">hold the edition</a>.
    </p>
    ${
      mayWrite &&
      !stopAsked &&
      html`<form method="post" action="stop"><button class="strong">Stop</button></form>`
    }
    ${reloadLink()}
  </section>`;
}

function standing(run: RunView | undefined): Markup | false {
  return run ? html`${bar(run)} ${reportLink()}` : false;
}

function progress({ run, states }: RunView): Markup {
  const left = remaining(states);
  const done = run.total - left;
  return html`<progress max="${run.total}" value="${done}" aria-label="Letters sent">
      ${formatCount(done)} of ${formatCount(run.total)}
    </progress>
    <p>${formatCount(done)} of ${plural(run.total, 'letter')} done, ${formatCount(left)} left.</p>`;
}

function bar({ run, states }: RunView): Markup {
  return stateBar(states, run.destination);
}

function reportLink(): Markup {
  return html`<p><a href="../report/">Read the report</a></p>`;
}

function reloadLink(): Markup {
  return html`<noscript
    ><p><a href="./">Show how it is now</a></p></noscript
  >`;
}

function endedPanel({ ending, at, order }: StageOf<'ended'>, timeZone: string): Markup {
  const { tone, title, text } = wordsOf(ending, order.task === 'trial', timeZone);
  return html`<section class="send-stage ended" aria-labelledby="stage-name">
    <div role="status"><h2 id="stage-name" class="${tone}">${title}</h2></div>
    ${text.map((each) => html`<p>${each}</p>`)}
    <p class="muted">${moment(at, timeZone)}</p>
    ${ending.kind === 'run' && ending.states && stateBar(ending.states, order.task === 'trial' ? 'mailbox' : 'server')}
    ${(ending.kind === 'run' || ending.kind === 'nothing') && reportLink()}
  </section>`;
}

interface EndingWords {
  readonly tone: 'good' | 'warn' | 'bad' | '';
  readonly title: string;
  readonly text: readonly (string | Markup)[];
}

function wordsOf(ending: SendEnding, isTrial: boolean, timeZone: string): EndingWords {
  switch (ending.kind) {
    case 'taken-back':
      return { tone: 'good', title: 'Taken back', text: ['Nothing was sent.'] };
    case 'unsent':
      return {
        tone: 'good',
        title: 'Stopped before the first letter',
        text: ['Nothing was sent.'],
      };
    case 'nothing':
      return { tone: 'good', title: 'Everybody has it already', text: ['Nothing was sent.'] };
    case 'refused':
      return { tone: 'bad', title: ending.message, text: [ending.remedy] };
    case 'run':
      return runWords(ending, isTrial, timeZone);
  }
}

type Ran = Extract<SendEnding, { kind: 'run' }>;

function runWords({ ending, accepted, states }: Ran, isTrial: boolean, zone: string): EndingWords {
  const left = states ? pending(states) : 0;
  const wait = states
    ? `${plural(left, 'reader')} still ${left === 1 ? 'waits' : 'wait'}.`
    : 'The database can’t say how many still wait.';
  if (ending.kind !== 'finished') return { ...openWords(ending, zone, wait) };
  const failed = states ? failures(states) : 0;
  const before = (states?.accepted ?? accepted) - accepted;
  const inAll =
    before > 0 ? ` Together with earlier ones, ${formatCount(before + accepted)} have it.` : '';
  const sent = isTrial
    ? `The mailbox has ${plural(accepted, 'letter')}. No reader got one.`
    : `${plural(accepted, 'reader')} got the letter.${inAll}`;
  return failed === 0
    ? { tone: 'good', title: isTrial ? 'Tried' : 'Sent', text: [sent] }
    : {
        tone: 'warn',
        title: 'Sent, but not to everybody',
        text: [sent, `${plural(failed, 'letter')} failed or may have failed.`],
      };
}

const THEN = 'Find out why, then send the rest below.';

/** A run that is not over, and what to do. */
function openWords(
  ending: Exclude<RunResult, { kind: 'finished' }>,
  timeZone: string,
  wait: string,
): EndingWords {
  switch (ending.kind) {
    case 'interrupted':
      return {
        tone: 'warn',
        title: ending.elsewhere === true ? 'Stopped from another program' : 'Stopped, as you asked',
        text: [wait],
      };
    case 'deferred': {
      const next = html`The next can be tried again at ${moment(ending.nextRetry, timeZone)}. Send
      the rest below then.`;
      return { tone: 'warn', title: 'Some letters must wait', text: [wait, next] };
    }
    case 'paused':
      return { tone: 'bad', title: `Paused: ${ending.reason}`, text: [wait, THEN] };
    case 'stopped':
      return { tone: 'bad', title: `Stopped: ${ending.reason}`, text: [wait, THEN] };
    case 'lost':
      return { tone: 'warn', title: 'Another program sends the rest', text: [wait] };
    case 'ledger-gone':
      return { tone: 'bad', title: `Stopped: ${ending.reason}`, text: [rescued(ending.savedAt)] };
    case 'unrecordable': {
      const text = 'Nothing more was sent. Check that the database has free space.';
      return { tone: 'bad', title: `Stopped: ${ending.reason}`, text: [text] };
    }
  }
}

function rescued(savedAt: string | undefined): string {
  const saved = savedAt === undefined ? 'Put the database back' : `Its records are in ${savedAt}`;
  return `${saved}. Do not send before the database is as it was: readers would get it twice.`;
}
