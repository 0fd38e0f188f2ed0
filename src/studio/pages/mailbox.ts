import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import type { Caught } from '../desk.ts';
import { marks } from './find-marks.ts';
import { layout, type Markup } from './layout.ts';
import { shortMoment } from './moment.ts';

export interface MailboxParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly timeZone: string;
  /** Newest first. */
  readonly messages: readonly Caught[];
  /** How many there are, or how many match the search. */
  readonly total: number;
  /** How many texts were not searched. */
  readonly unsearched?: number;
  /** The search; '' shows every message. */
  readonly text: string;
}

/** Returns the list of the messages that the built-in mailbox has caught, newest first. */
export function mailboxPage(parts: MailboxParts): Markup {
  const { name, mayWrite, timeZone, messages, total, text, unsearched = 0 } = parts;
  const searched = text !== '';
  return layout({
    title: 'Mailbox',
    name,
    page: 'mailbox',
    root: '../',
    mayWrite,
    main: html`<h1>Mailbox</h1>
      <p class="muted measure">
        While <code>SMTP_URL</code> is not set, everything you send is caught here, on this machine.
      </p>
      <div class="mail-tools">
        <form role="search" method="get" action="./">
          <input
            type="search"
            name="q"
            value="${text}"
            aria-label="Address, subject or text"
            placeholder="Address, subject or text"
          />
          <button>Search</button>
        </form>
      </div>
      <div id="mails" data-live="mailbox">
        ${unsearched > 0 && unsearchedNote(unsearched)}
        ${
          messages.length === 0
            ? noMessages(searched)
            : html`<div class="mail-tools">
                  <p class="muted">${countOf(messages.length, total, searched)}</p>
                  ${mayWrite && emptyForm()}
                </div>
                ${mailList(messages, timeZone)}`
        }
      </div>`,
  });
}

function emptyForm(): Markup {
  return html`<form
    method="post"
    action="empty"
    data-confirm="Delete every message in the mailbox? You can’t undo this."
  >
    <button>Empty the mailbox</button>
  </form>`;
}

function countOf(shown: number, total: number, searched: boolean): string {
  const all = `${plural(total, 'message')}${searched ? ' found' : ''}`;
  return shown < total ? `${all}, newest ${formatCount(shown)} shown` : all;
}

function noMessages(searched: boolean): Markup {
  if (searched) {
    return html`<p class="nothing">
      No message contains this text. <a href="./">All messages</a>
    </p>`;
  }
  return html`<div class="nothing">
    <h2>No mail</h2>
    <p>
      Open an <a href="../">edition</a>, then click “Send a test” on its page “Letter”, or “Send to
      the mailbox” on its page “Send”. The messages appear here at once.
    </p>
  </div>`;
}

/** Says that the search was not complete. */
export function unsearchedNote(count: number): Markup {
  return html`<p class="notice">
    There was no time to search the text of ${plural(count, 'message')}. Search again to go on.
  </p>`;
}

/** Returns messages as a list of links; `path` is the way to the mailbox. */
export function mailList(messages: readonly Caught[], timeZone: string, path = ''): Markup {
  return html`<ol class="mails">
    ${messages.map(
      ({ name, to, subject, at, excerpt }) =>
        html`<li data-row id="mail-${name}">
          <a href="${path}${name}/">
            <bdi class="who" dir="ltr">${to || 'No recipient'}</bdi>
            <bdi class="subject">${subject || 'No subject'}</bdi>
            ${shortMoment(at, timeZone)}
            ${excerpt && html`<span class="excerpt" dir="auto">${marks(excerpt)}</span>`}
          </a>
        </li>`,
    )}
  </ol>`;
}
