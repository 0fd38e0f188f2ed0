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

/** Listens until the page is left, and says whether the studio is there. */
export function listen(): void {
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
  let gone = false;
  source.onopen = () => {
    showPulse(true);
    if (gone) catchUp();
    // It may have moved on between the page and this connection.
    else if (first('[data-under-way]')) void refresh('run');
    gone = false;
  };
  source.onerror = () => {
    gone = true;
    showPulse(false);
    // It reconnects, unless something else has answered.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MS);
  };
}

/** The write page has a script of its own, which listens to the document. */
function tellEditor(event: StudioEvent): void {
  document.dispatchEvent(new CustomEvent('studioevent', { detail: event }));
}

function catchUp(): void {
  for (const kind of ['editions', 'run', 'mailbox', 'problems'] as const) void refresh(kind);
  say('The studio is running again.');
}

function showPulse(here: boolean): void {
  const dot = first('#pulse') ?? make('span', { id: 'pulse', role: 'img' });
  first('.masthead')?.append(dot);
  dot.className = here ? 'here' : 'gone';
  dot.title = here ? 'Live: saved changes appear here' : 'The studio has stopped';
  dot.ariaLabel = dot.title;
  if (!here) say('The studio has stopped. This page reconnects when it runs again.');
}
