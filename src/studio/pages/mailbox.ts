import { html } from 'hono/html';
import type { Caught } from '../desk.ts';
import { layout, type Markup } from './layout.ts';
import { figure, plural } from './words.ts';

export interface MailboxParts {
  readonly name: string;
  /** Newest first. */
  readonly messages: readonly Caught[];
  /** How many there are in all, or that hold the text. */
  readonly total: number;
  /** What is looked for; '' where everything is shown. */
  readonly text: string;
}

/** What the built-in mailbox has caught, newest first. */
export function mailboxPage({ name, messages, total, text }: MailboxParts): Markup {
  const searched = text !== '';
  return layout({
    title: 'Mailbox',
    name,
    page: 'mailbox',
    root: '../',
    main: html`<h1>Mailbox</h1>
      <p class="muted measure">
        What is sent without <code>SMTP_URL</code> is caught here, on this machine.
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
            ? nothing(searched)
            : html`<div class="mail-tools">
                  <p class="muted">${countInWords(messages.length, total, searched)}</p>
                  ${emptyForm()}
                </div>
                ${list(messages)}`
        }
      </div>`,
  });
}

function emptyForm(): Markup {
  return html`<form
    method="post"
    action="empty"
    data-confirm="Remove every message from the mailbox? They do not come back."
  >
    <button>Empty the mailbox</button>
  </form>`;
}

function countInWords(shown: number, total: number, searched: boolean): string {
  const all = plural(total, 'message');
  const which = searched ? `${all} found among the newest` : all;
  return shown < total ? `${which}; the newest ${figure(shown)} are shown` : which;
}

function nothing(searched: boolean): Markup {
  if (searched) {
    return html`<p class="nothing">
      No address and no subject holds that. <a href="./">All messages</a>
    </p>`;
  }
  return html`<div class="nothing">
    <h2>No mail</h2>
    <p>Send an edition, or a test from an edition’s page, and it is here at once:</p>
    <pre class="source">broadsheet send</pre>
  </div>`;
}

function list(messages: readonly Caught[]): Markup {
  return html`<ol class="mails">
    ${messages.map(
      ({ name, to, subject, at }) =>
        html`<li data-row id="mail-${name}">
          <a href="${name}/">
            <bdi class="who" dir="ltr">${to || 'Nobody named'}</bdi>
            <bdi class="subject">${subject || 'No subject'}</bdi>
            ${shortTime(at)}
          </a>
        </li>`,
    )}
  </ol>`;
}

/** On this machine's clock. */
function shortTime(at: Date): Markup {
  const format = new Intl.DateTimeFormat('en-US', {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return html`<time datetime="${at.toISOString()}">${format.format(at)}</time>`;
}
