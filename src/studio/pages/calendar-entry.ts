/** An edition in the calendar: when, how it stands, what it is, and to whom it goes. */
import { html } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import type { AudienceCount } from '../../subscribers/audiences.ts';
import type { CalendarEntry } from '../calendar.ts';
import { calendarPath, editionPath } from '../paths.ts';
import type { Markup } from './layout.ts';
import { hourOfDay } from './moment.ts';
import {
  progressOf,
  reasonFor,
  stateChip,
  stateOf,
  type EditionState,
  type StateParts,
} from './run-state.ts';

export interface EntryParts {
  readonly entry: CalendarEntry;
  readonly timeZone: string;
  /** Why it can't go out; undefined until it is built and checked. */
  readonly obstacles: readonly string[] | undefined;
  /** The way to the studio's root. */
  readonly root: string;
}

/** Returns an edition as an item of its day. What takes a build to know is fetched by the script. */
export function calendarItem(parts: Omit<EntryParts, 'obstacles'>): Markup {
  const { id, run } = parts.entry;
  // Of what readers have, or are getting, nothing needs a build.
  const needsBuild = run?.run.destination !== 'server';
  return html`<li
    class="entry"
    id="entry-${id}"
    data-row
    ${needsBuild && html`data-summary="${calendarPath(id)}"`}
  >
    ${calendarEntry({ ...parts, obstacles: undefined })}
  </li>`;
}

/** Returns the content of an edition's item. */
export function calendarEntry({ entry, timeZone, obstacles, root }: EntryParts): Markup {
  const { fault, run, standing } = entry;
  const parts = { run, standing, obstacles: fault === undefined ? obstacles : [fault] };
  const state = entryState(entry, obstacles);
  return html`<p class="entry-state">${hourWords(entry, timeZone)} ${stateChip(state)}</p>
    <p class="entry-title">
      <a href="${root}${editionPath(entry.id)}when/" dir="auto">${entry.title}</a>
    </p>
    <p class="entry-facts">${toWhom(entry)} ${whyNot(state, parts)}</p>`;
}

/** Returns why an edition is blocked, held or missed. */
export function whyNot(state: EditionState, parts: StateParts): Markup | undefined {
  return state === 'missed'
    ? html`<span>too late to go out by itself</span>`
    : reasonFor(state, parts);
}

/** Returns how an edition stands: one whose settings can't be read is blocked. */
export function entryState(
  { run, standing, fault }: CalendarEntry,
  obstacles: readonly string[] | undefined,
): EditionState {
  const state = stateOf({ run, standing, obstacles });
  return fault !== undefined && state === 'draft' ? 'blocked' : state;
}

/** The hour with its zone, or that there is none. */
function hourWords({ at, ownHours, fault }: CalendarEntry, timeZone: string): Markup | undefined {
  if (at && ownHours) {
    return html`<span class="hour"
      >${hourOfDay(at, timeZone, 'without zone')} in each reader’s zone</span
    >`;
  }
  if (at) return html`<span class="hour">${hourOfDay(at, timeZone)}</span>`;
  return fault === undefined ? html`<span class="hour">no time set</span>` : undefined;
}

/** Returns how many get it and why others don't, or how far its sending is. */
export function toWhom({ run, audience, standing }: CalendarEntry): Markup | false {
  if (run?.run.destination === 'server') return html`<span>${progressOf(run)}</span>`;
  if (standing.kind === 'missed') return html`<span>nobody has it</span>`;
  if (!audience || standing.kind === 'unrecorded') return false;
  const { receivers, audience: name } = audience;
  const of = name === 'all' ? '' : ` of ${name}`;
  return html`<span>to ${plural(receivers, 'reader')}${of}${leftOut(audience)}</span>`;
}

function leftOut({ leftOut: { suppressed, paused, alreadySent } }: AudienceCount): string {
  const kinds = Object.values(suppressed).reduce((sum, count) => sum + count, 0);
  const words = [
    [kinds, 'suppressed'],
    [paused, 'paused'],
    [alreadySent, 'have it already'],
  ] as const;
  const said = words
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`);
  return said.length === 0 ? '' : `; ${said.join(', ')}`;
}
