import { html } from 'hono/html';
import { formatDay, plural } from '../../base/format.ts';
import type { Caught } from '../desk.ts';
import type { Asked, FoundEdition } from '../finder.ts';
import { editionPath } from '../paths.ts';
import { layout, type Markup } from './layout.ts';
import { marks } from './find-marks.ts';
import { mailList, unsearchedNote } from './mailbox.ts';

const ROOT = '../';

export interface FindParts {
  readonly name: string;
  readonly mayWrite: boolean;
  readonly timeZone: string;
  readonly asked: Asked;
  readonly editions: readonly FoundEdition[];
  /** How many editions match; the page may show fewer. */
  readonly total: number;
  /** Newest first. */
  readonly messages: readonly Caught[];
  readonly messageTotal: number;
  /** How many texts of messages were not searched. */
  readonly unsearched?: number;
  /** The query of a page that shows more; absent if it shows all, or as many as it may. */
  readonly more?: string | undefined;
}

/** Returns the page that finds editions, messages and readers. */
export function findPage(parts: FindParts): Markup {
  const { name, mayWrite, asked, total, messageTotal } = parts;
  const isAsked = asked.text !== '' || asked.from !== '' || asked.to !== '';
  return layout({
    title: asked.text === '' ? 'Find' : `${asked.text} – Find`,
    name,
    page: 'find',
    root: ROOT,
    mayWrite,
    main: html`<h1>Find</h1>
      ${searchForm(asked)}
      <div id="found" data-live="editions mailbox">
        ${
          isAsked &&
          html`<p class="muted" role="status">
            ${plural(total, 'edition')}, ${plural(messageTotal, 'message')}
          </p>`
        }
        ${isAsked && total + messageTotal === 0 && nothingFound()} ${editionsFound(parts)}
        ${messagesFound(parts)}
      </div>
      ${mayWrite && asked.text !== '' && readersForm(asked.text)}`,
  });
}

function searchForm({ text, from, to }: Asked): Markup {
  return html`<form class="find-form" role="search" method="get" action="./">
    <label class="words"
      >Words
      <input
        type="search"
        name="q"
        dir="auto"
        value="${text}"
        maxlength="300"
        autocomplete="off"
        aria-describedby="find-hint"
        ${text === '' && 'autofocus'}
      />
    </label>
    <label>From <input type="date" name="from" value="${from}" /></label>
    <label>To <input type="date" name="to" value="${to}" /></label>
    <button class="strong">Find</button>
    <p class="muted" id="find-hint">
      In subjects, headlines and stories, and in the messages of the mailbox. Capitals and accents
      don’t matter. Write a phrase “in quotation marks”.
    </p>
  </form>`;
}

function nothingFound(): Markup {
  return html`<p class="nothing">
    No edition and no message has all of this. Try fewer words, or the beginning of a word.
  </p>`;
}

function editionsFound({ editions, total, more }: FindParts): Markup {
  if (total === 0) return html``;
  return html`<h2>Editions</h2>
    <ol class="found">
      ${editions.map(
        ({ id, date, subject, excerpt }) =>
          html`<li data-row>
            <p class="row-day"><time datetime="${date}">${formatDay(date)}</time></p>
            <h3 dir="auto"><a href="${ROOT}${editionPath(id)}nobody/">${marks(subject)}</a></h3>
            ${excerpt && html`<p dir="auto">${marks(excerpt)}</p>`}
          </li>`,
      )}
    </ol>
    ${
      editions.length < total &&
      html`<p>
        ${plural(editions.length, 'edition')} shown of ${total}.
        ${more === undefined ? 'Add a word, or limit the days.' : html`<a href="${more}">Show more</a>`}
      </p>`
    }`;
}

function messagesFound(parts: FindParts): Markup {
  const { messages, messageTotal, unsearched = 0, timeZone, asked } = parts;
  const note = unsearched > 0 && unsearchedNote(unsearched);
  if (messages.length === 0) return html`${note}`;
  const all = `${ROOT}mailbox/?q=${encodeURIComponent(asked.text)}`;
  return html`<h2>Mailbox</h2>
    ${note} ${mailList(messages, timeZone, `${ROOT}mailbox/`)}
    ${messages.length < messageTotal && html`<p><a href="${all}">Show all in the mailbox</a></p>`}`;
}

/** A search for a reader is in no URL, so it is sent by a form of its own. */
function readersForm(text: string): Markup {
  return html`<h2>Readers</h2>
    <form method="post" action="${ROOT}readers/search">
      <input type="hidden" name="q" value="${text}" />
      <button>Search the readers for “${text}”</button>
    </form>`;
}
