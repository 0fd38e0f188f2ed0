/** Regions of the page, brought up to date when what they show has changed. */
import type { StudioEvent } from '../live/events.ts';
import { all, first, parse } from './dom.ts';
import { showLook } from './look.ts';
import { morphRegion } from './morph.ts';
import { textOf } from './studio.ts';
import { watchSummaries } from './summaries.ts';

type Kind = StudioEvent['kind'];

const stale = new Set<Kind>();
let refreshing: Promise<void> | undefined;

/** Fetches the page again, and updates the regions that name this kind in data-live. */
export function refresh(kind: Kind): Promise<void> {
  stale.add(kind);
  refreshing ??= refreshStale().finally(() => (refreshing = undefined));
  return refreshing;
}

async function refreshStale(): Promise<void> {
  while (stale.size > 0) {
    const regions = [...stale].map((kind) => `[id][data-live~="${kind}"]`).join();
    stale.clear();
    if (first(regions)) await update(regions);
  }
}

async function update(regions: string): Promise<void> {
  const text = await textOf(location.href);
  if (text === '') return;
  const page = parse(text);
  const focused = document.activeElement;
  for (const region of all(regions, HTMLElement)) {
    const fresh = page.getElementById(region.id);
    if (fresh && region.isConnected) morphRegion(region, fresh);
    if (focused && !focused.isConnected) first(focused.id ? `#${focused.id}` : '#main')?.focus();
  }
  showLook();
  watchSummaries();
}
