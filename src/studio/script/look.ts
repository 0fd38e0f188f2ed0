/** The look of the letter. The URL contains it, so that a link or the back button restores it. */
import {
  EDITION_TABS,
  fieldsOf,
  lookOf,
  MESSAGE_TABS,
  variantFile,
  type Choices,
  type Look,
} from '../look.ts';
import { all, first } from './dom.ts';
import { fileOf, frames, showFile } from './frames.ts';
import { served } from './studio.ts';

const TABS: Choices<string> =
  document.body.dataset['page'] === 'message' ? MESSAGE_TABS : EDITION_TABS;
const DEFAULTS = fieldsOf(lookOf(() => undefined, TABS));

let look = lookInUrl();

export function currentLook(): Look {
  return look;
}

/** The form of the choices; it may come later, with the first letter that can be built. */
export function lookForm(): HTMLFormElement | undefined {
  return all('#view', HTMLFormElement)[0];
}

/** Changes the look, and the URL with it. */
export function changeLook(change: Partial<Look>): void {
  look = { ...look, ...change };
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(fieldsOf(look))) {
    if (value === DEFAULTS[name as keyof Look]) query.delete(name);
    else query.set(name, value);
  }
  const search = query.size > 0 ? `?${query}` : location.pathname;
  // A page that is a file may not change its URL.
  if (served && search !== location.search) history.pushState(null, '', search);
  showLook();
}

/** Takes the look from the form. */
export function readForm(): void {
  const data = new FormData(lookForm());
  const { tab } = look;
  changeLook(lookOf((name) => (name === 'tab' ? tab : data.get(name)), TABS));
}

/** Takes the look from the URL: the user went back. */
export function readUrl(): void {
  look = lookInUrl();
  showLook();
}

function lookInUrl(): Look {
  const query = new URLSearchParams(location.search);
  return lookOf((name) => query.get(name), TABS);
}

/** Shows the panels and frames of the look, and marks its choices. */
export function showLook(): void {
  if (!lookForm()) return;
  for (const [name, value] of Object.entries(fieldsOf(look))) {
    for (const input of all(`#view input[name="${name}"]`, HTMLInputElement))
      input.checked = input.value === value;
    for (const button of all(`button[name="${name}"]`, HTMLButtonElement))
      button.ariaPressed = String(button.value === value);
  }
  scrollToTab();
  for (const panel of all('section[data-tab]', HTMLElement))
    panel.hidden = panel.dataset['tab'] !== look.tab;
  for (const frame of frames()) {
    const hidden = look.view !== 'all' && look.view !== frame.dataset['frame'];
    (frame.closest('figure') ?? frame).hidden = hidden;
    showFile(frame, variantFile(look));
  }
}

/** On a narrow screen the row of tabs is longer than the page. */
function scrollToTab(): void {
  const tab = first('button[name="tab"][aria-pressed="true"]');
  const row = tab?.parentElement;
  if (tab && row) row.scrollLeft = tab.offsetLeft - row.offsetLeft - 16;
}

/** Scrolls every frame to an element of the letter, by its id, and outlines it. */
export function showInLetter(id: string): boolean {
  changeLook({ tab: 'letter' });
  for (const frame of frames()) showFile(frame, fileOf(frame), `#${id}`);
  const seen = frames().find((frame) => frame.offsetParent !== null);
  seen?.scrollIntoView({ block: 'nearest' });
  return seen?.contentDocument?.getElementById(id) !== null;
}
