import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import type { Caught } from '../desk.ts';
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
  /** The search; '' shows every message. */
  readonly text: string;
}

/** Returns the list of the messages that the built-in mailbox has caught, newest first. */
export function mailboxPage(parts: MailboxParts): Markup {
  const { name, mayWrite, timeZone, messages, total, text } = parts;
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
            aria-label="Address or subject"
            placeholder="Address or subject"
          />
          <button>Search</button>
        </form>
      </div>
      <div id="mails" data-live="mailbox">
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
      No address or subject contains this text. <a href="./">All messages</a>
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

/** Returns messages as a list of links; `path` is the way to the mailbox. */
export function mailList(messages: readonly Caught[], timeZone: string, path = ''): Markup {
  return html`<ol class="mails">
    ${messages.map(
      ({ name, to, subject, at }) =>
        html`<li data-row id="mail-${name}">
          <a href="${path}${name}/">
            <bdi class="who" dir="ltr">${to || 'No recipient'}</bdi>
            <bdi class="subject">${subject || 'No subject'}</bdi>
            ${shortMoment(at, timeZone)}
          </a>
        </li>`,
    )}
  </ol>`;
}
