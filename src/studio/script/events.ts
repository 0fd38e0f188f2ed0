/** What happens on the disk, heard from the studio. */
import type { StudioEvent } from '../live/events.ts';
import { first, make } from './dom.ts';
import { swapLetters } from './frames.ts';
import { refresh } from './refresh.ts';
import { refillPanels } from './slow-panels.ts';
import { edition, root, say } from './studio.ts';
import { refreshSummary } from './summaries.ts';

const RETRY_MS = 1000;

const ACTIONS: Readonly<Record<StudioEvent['kind'], () => Promise<void>>> = {
  letter: () =>
    swapLetters()
      .then(() => refresh('letter'))
      .then(refillPanels),
  // The elements that have problems get ids.
  problems: () => refresh('problems').then(() => swapLetters()),
  broken: () => refresh('broken'),
  editions: () => refresh('editions'),
  run: () => refresh('run'),
  mailbox: () => refresh('mailbox'),
};

let connection: EventSource | undefined;
/** Why something may have happened unheard since the page was made. */
let missed: 'nothing' | 'unseen' | 'gone' = 'nothing';

/**
 * Listens while the page is seen, and says whether the studio is there. A browser opens six connections
 * to a server: pages in other tabs must leave some for this one.
 */
export function listen(): void {
  document.addEventListener('visibilitychange', follow);
  follow();
}

function follow(): void {
  if (!document.hidden) {
    connection ??= connect();
    return;
  }
  connection?.close();
  connection = undefined;
  if (missed === 'nothing') missed = 'unseen';
}

function connect(): EventSource {
  const query = edition === '' ? '' : `?edition=${encodeURIComponent(edition)}`;
  const source = new EventSource(`${root}events${query}`);
  for (const [kind, act] of Object.entries(ACTIONS)) {
    source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as StudioEvent;
      const about = 'edition' in event ? event.edition : edition;
      tellEditor(event);
      if (about === edition) void act();
      else refreshSummary(about);
    });
  }
  source.onopen = () => {
    showPulse(true);
    if (missed === 'gone') say('The studio is running again.');
    if (missed !== 'nothing') catchUp();
    // It may have moved on between the page and this connection.
    else if (first('[data-under-way]')) void refresh('run');
    missed = 'nothing';
  };
  source.onerror = () => {
    missed = 'gone';
    showPulse(false);
    // It reconnects, unless something else has answered.
    if (source.readyState !== EventSource.CLOSED) return;
    connection = undefined;
    setTimeout(follow, RETRY_MS);
  };
  return source;
}

/** The write page has a script of its own, which listens to the document. */
function tellEditor(event: StudioEvent): void {
  document.dispatchEvent(new CustomEvent('studioevent', { detail: event }));
}

function catchUp(): void {
  for (const kind of ['editions', 'run', 'mailbox', 'problems'] as const) void refresh(kind);
}

function showPulse(here: boolean): void {
  const dot = first('#pulse') ?? make('span', { id: 'pulse', role: 'img' });
  first('.masthead')?.append(dot);
  dot.className = here ? 'here' : 'gone';
  dot.title = here ? 'Live: saved changes appear here' : 'The studio has stopped';
  dot.ariaLabel = dot.title;
  if (!here) say('The studio has stopped. This page reconnects when it runs again.');
}
