/** Tabs whose content takes a while: it is fetched when the tab is shown. */
import { all } from './dom.ts';
import { morphInside } from './morph.ts';
import { served, textOf } from './studio.ts';

/** Fetches what a tab that is shown lacks. */
export function fillShownPanels(): void {
  if (!served) return;
  for (const panel of all('section[data-load]', HTMLElement)) {
    if (panel.hidden || panel.dataset['loaded'] !== undefined) continue;
    panel.dataset['loaded'] = '';
    void fill(panel);
  }
}

/** Fetches it again: the letter has changed. */
export function refillPanels(): void {
  for (const panel of all('section[data-load]', HTMLElement)) delete panel.dataset['loaded'];
  fillShownPanels();
}

async function fill(panel: HTMLElement): Promise<void> {
  const text = await textOf(panel.dataset['load'] ?? '');
  if (text !== '') morphInside(panel, text);
  else delete panel.dataset['loaded'];
}
