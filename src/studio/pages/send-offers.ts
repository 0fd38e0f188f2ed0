/** The question before letters go, and the form that says yes to it. */
import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import type { RunView } from '../standing.ts';
import type { Exception, SendOffer, SendReview, SendTask } from '../sending.ts';
import type { Markup } from './layout.ts';

/** Returns a form for each thing that can be sent now. */
export function sendOffers(
  review: SendReview,
  run: RunView | undefined,
  mayWrite: boolean,
): Markup | false {
  const { offers } = review;
  if (offers.length === 0) return false;
  if (!mayWrite) {
    const [offer] = offers;
    return html`<section class="offers">
      ${offer && html`<h2>${questionOf(offer, review, run)}</h2>`}
      <p class="muted">Open the studio on the computer that runs it to send.</p>
    </section>`;
  }
  return html`<section class="offers" aria-label="Send">
    ${offers.map((offer) => offerForm(offer, review, run))}
  </section>`;
}

function offerForm(offer: SendOffer, review: SendReview, run: RunView | undefined): Markup {
  const { task, count, through, exceptions } = offer;
  // A new letter is a new form: nothing that was typed for the one before counts for it.
  const id = `${task}-${review.contentHash.slice(0, 12)}-${review.audience}-${count}`;
  const { contentHash: content, audience } = review;
  const fields = { task, audience, count, through, content };
  return html`<form id="form-${id}" method="post" action="begin" class="offer ${task}">
    <h2>${questionOf(offer, review, run)}</h2>
    ${whatItMeans(offer, review)}
    ${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}
    ${exceptions.map((each) => exceptionField(each, id))}
    ${isAnnounced(offer) && numberField(count, id)}
    <p class="offer-actions">
      <button class="${task === 'trial' ? '' : 'strong'}">${BUTTONS[task](count, run)}</button>
    </p>
  </form>`;
}

/** Letters that leave for readers need the number; a trial, and a run that only ends, do not. */
export function isAnnounced({ task, count }: Pick<SendOffer, 'task' | 'count'>): boolean {
  return task !== 'trial' && count > 0;
}

function readers(count: number, { audience }: SendReview): string {
  const all = plural(count, 'reader');
  return audience === 'all' ? all : `${all} of ${audience}`;
}

/** Returns the one sentence that says what would happen. */
function questionOf(offer: SendOffer, review: SendReview, run: RunView | undefined): Markup {
  const { task, count, through } = offer;
  const subject = html`<em dir="auto">${review.subject}</em>`;
  const goes = html`through ${through} now?`;
  switch (task) {
    case 'trial':
      return html`Try ${subject} in the built-in mailbox?`;
    case 'failed':
      return html`Send ${subject} again to the ${readers(count, review)} whose letter failed,
      ${goes}`;
    case 'unknown':
      return html`Send ${subject} again to the ${readers(count, review)} who may or may not have it,
      ${goes}`;
    case 'rest':
      if (count === 0) return html`Finish the sending of ${subject}?`;
      return run?.run.destination === 'server'
        ? html`Send ${subject} to the ${readers(count, review)} who still wait, ${goes}`
        : html`Send ${subject} to ${readers(count, review)} ${goes}`;
  }
}

function whatItMeans({ task, count }: SendOffer, { takeBackSeconds }: SendReview): Markup {
  const takeBack =
    takeBackSeconds > 0
      ? html`<p class="muted">
          Nothing goes out for ${plural(takeBackSeconds, 'second')}: until then you can take it
          back. Later, you can stop it.
        </p>`
      : html`<p class="muted">It goes out at once. You can stop it.</p>`;
  if (task === 'trial') {
    return html`<p class="muted">No reader gets it. Look at the letters on the page “Mailbox”.</p>`;
  }
  if (task === 'unknown') {
    return html`<p>
        The connection was lost before the server answered, so some of them would get it twice.
      </p>
      ${takeBack}`;
  }
  if (count === 0) {
    return html`<p class="muted">
      An earlier sending ended in the middle of some letters. They may or may not have arrived. This
      records it; nothing is sent.
    </p>`;
  }
  return takeBack;
}

const EXCEPTIONS: Readonly<Record<Exception, string>> = {
  amend: 'Go on with what is there now: nobody who has the edition gets it again.',
  again: 'Readers who have this story get it again, under this edition’s name.',
};

function exceptionField(exception: Exception, id: string): Markup {
  const field = `${exception}-${id}`;
  return html`<p>
    <label class="check" for="${field}"
      ><input type="checkbox" id="${field}" name="accepted" value="${exception}" required />
      ${EXCEPTIONS[exception]}</label
    >
  </p>`;
}

/** The field whose text stays while the page around it changes. */
function numberField(count: number, id: string): Markup {
  const field = `typed-${id}`;
  return html`<p class="typed">
    <label for="${field}"
      >Type <strong>${formatCount(count)}</strong> to confirm the number of readers</label
    >
    <input
      id="${field}"
      name="typed"
      inputmode="numeric"
      autocomplete="off"
      required
      pattern="${patternOf(count)}"
      title="Type ${formatCount(count)}, the number of readers"
      data-typed
    />
  </p>`;
}

/** As the page shows the number, or as it is quicker to type. */
function patternOf(count: number): string {
  return `\\s*${formatCount(count).replaceAll(',', '[,. ]?')}\\s*`;
}

const BUTTONS: Readonly<Record<SendTask, (count: number, run: RunView | undefined) => string>> = {
  trial: (_, run) =>
    run?.run.destination === 'mailbox' ? 'Continue the trial' : 'Send to the mailbox',
  failed: (count) => `Send again to ${plural(count, 'reader')}`,
  unknown: (count) => `Send again to ${plural(count, 'reader')}`,
  rest: (count) => (count === 0 ? 'Finish' : `Send to ${plural(count, 'reader')}`),
};
