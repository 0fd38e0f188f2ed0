/**
 * The studio's script. Every page can be read without it; with it the view changes in place, the
 * keys work, and what changes on the disk changes on the screen.
 */
import { onClick, onSubmit } from './buttons.ts';
import { choosePart } from './crop-picture.ts';
import { all, around } from './dom.ts';
import { listen } from './events.ts';
import { putBack, takeStories } from './give-story.ts';
import { countDown } from './send.ts';
import { onKey } from './keyboard.ts';
import { readForm, readUrl, showLook } from './look.ts';
import { announcePalette, onPaletteKey } from './palette.ts';
import { startDragging } from './resize.ts';
import { served } from './studio.ts';
import { searchSubscribers } from './subscriber-search.ts';
import { watchSummaries } from './summaries.ts';

document.addEventListener('click', onClick);
document.addEventListener('click', putBack);
document.addEventListener('submit', onSubmit);
document.addEventListener('keydown', onKey);
document.addEventListener('keydown', onPaletteKey);
document.addEventListener('change', (event) => {
  const field = around(event, '#view [name]');
  if (field) readForm(field.getAttribute('name') ?? '');
});
document.addEventListener('pointerdown', startDragging);
addEventListener('popstate', readUrl);
// A letter that has the focus hears the keys too. The load event does not bubble.
document.addEventListener(
  'load',
  ({ target }) => {
    if (!(target instanceof HTMLIFrameElement)) return;
    target.contentDocument?.addEventListener('keydown', onKey);
    target.contentDocument?.addEventListener('keydown', onPaletteKey);
  },
  true,
);
for (const input of all('input[data-subscribers]', HTMLInputElement)) searchSubscribers(input);

takeStories();
choosePart(document);
showLook();
if (served) {
  announcePalette();
  watchSummaries();
  listen();
  countDown();
}
