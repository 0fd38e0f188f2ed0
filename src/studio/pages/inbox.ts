import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import { inboxRows, type CutText, type InboxParts, type InboxRow } from '../letter/inbox-rows.ts';
import type { Markup } from './layout.ts';

/** Returns the letter's row in three inboxes, and where each cuts it. */
export function inboxPanel(parts: InboxParts, day: string): Markup {
  return html`<p class="muted measure">
      Approximate: fonts and window sizes differ from reader to reader.
    </p>
    ${inboxRows(parts).map((row) => program(row, day))}`;
}

/** Returns in one sentence which inboxes cut the subject. */
export function inboxVerdict(parts: InboxParts): string {
  const rows = inboxRows(parts);
  const cutting = rows.filter(({ subject }) => subject.lost !== '').map(({ name }) => name);
  const length = plural(rows[0]?.subject.length ?? 0, 'character');
  if (cutting.length === 0) return `The subject has ${length}: every inbox shows it whole.`;
  return `The subject has ${length}: cut in ${listOf(cutting)}.`;
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}

function program(row: InboxRow, day: string): Markup {
  const { sender, subject, preheader } = row;
  return html`<article class="program">
    <h2>${row.name}</h2>
    <div class="inbox-row inbox-${row.program}">
      <span class="inbox-sender" dir="auto">${withEllipsis(sender)}</span>
      <span class="inbox-day">${day}</span>
      <span class="inbox-line">
        <bdi class="inbox-subject">${withEllipsis(subject)}</bdi>
        <bdi class="inbox-preheader">${withEllipsis(preheader)}</bdi>
      </span>
    </div>
    <dl class="lengths">
      ${measured('Sender', sender)} ${measured('Subject', subject)}
      ${measured('Preheader', preheader)}
    </dl>
  </article>`;
}

function withEllipsis({ shown, lost }: CutText): string {
  return lost === '' ? shown : `${shown.trimEnd()}…`;
}

function measured(what: string, { shown, lost, length, room }: CutText): Markup {
  return html`<div>
    <dt>${what}</dt>
    <dd>
      <span class="number">${plural(length, 'character')}</span>, about ${formatCount(room)} fit
      ${
        lost !== '' &&
        html`<span class="cut" dir="auto">…${lastWords(shown)}<mark>${lost}</mark></span>`
      }
      ${length === 0 && html`<span class="warn">none: the letter’s first words appear instead</span>`}
    </dd>
  </div>`;
}

function lastWords(text: string): string {
  return text
    .split(/(?<=\s)/)
    .slice(-3)
    .join('');
}
