import { html } from 'hono/html';
import { inboxRows, type Cut, type InboxParts, type InboxRow } from '../letter/inbox.ts';
import type { Markup } from './layout.ts';
import { figure, plural } from './words.ts';

/** The letter's row in the lists of three programs, and where each cuts it. */
export function inboxPanel(parts: InboxParts, day: string): Markup {
  return html`<p class="muted measure">
      About what there is room for: type and windows differ from reader to reader.
    </p>
    ${inboxRows(parts).map((row) => program(row, day))}`;
}

function program(row: InboxRow, day: string): Markup {
  const { sender, subject, preheader } = row;
  return html`<article class="program">
    <h2>${row.name}</h2>
    <div class="inbox-row inbox-${row.program}">
      <span class="inbox-sender" dir="auto">${seen(sender)}</span>
      <span class="inbox-day">${day}</span>
      <span class="inbox-line">
        <bdi class="inbox-subject">${seen(subject)}</bdi>
        <bdi class="inbox-preheader">${seen(preheader)}</bdi>
      </span>
    </div>
    <dl class="lengths">
      ${measured('Sender', sender)} ${measured('Subject', subject)}
      ${measured('Preheader', preheader)}
    </dl>
  </article>`;
}

function seen({ shown, lost }: Cut): string {
  return lost === '' ? shown : `${shown.trimEnd()}…`;
}

function measured(what: string, { shown, lost, length, room }: Cut): Markup {
  return html`<div>
    <dt>${what}</dt>
    <dd>
      <span class="number">${plural(length, 'character')}</span>, room for about ${figure(room)}
      ${
        lost !== '' &&
        html`<span class="cut" dir="auto">…${lastWords(shown)}<mark>${lost}</mark></span>`
      }
      ${length === 0 && html`<span class="warn">none: the letter’s first words stand there</span>`}
    </dd>
  </div>`;
}

function lastWords(text: string): string {
  return text
    .split(/(?<=\s)/)
    .slice(-3)
    .join('');
}
