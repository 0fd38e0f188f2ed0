/** The look of the letter. The URL contains it, so that a link or the back button restores it. */
import {
  captionOf,
  clampedWidth,
  EDITION_TABS,
  fieldsOf,
  FRAMES,
  frameWidth,
  lookOf,
  MESSAGE_TABS,
  variantFile,
  type Choices,
  type FrameName,
  type Look,
  type ViewName,
} from '../look.ts';
import { all, first } from './dom.ts';
import { fileOf, frames, showFile } from './frames.ts';
import { showGrip } from './grip.ts';
import { fillShownPanels } from './slow-panels.ts';
import { served } from './studio.ts';

const TABS: Choices<string> =
  document.body.dataset['page'] === 'message' ? MESSAGE_TABS : EDITION_TABS;
/** What counts unless the URL says otherwise: a phone shows the letter as a phone does. */
const usual = (name: keyof Look) =>
  name === 'view' && matchMedia('(max-width: 600px)').matches ? 'phone' : undefined;
const DEFAULTS = fieldsOf(lookOf(usual, TABS));

let look = lookInUrl();

/** Returns the look that was chosen last. */
export function currentLook(): Look {
  return look;
}

/** Returns the form of the choices; it may come later, with the first letter that can be built. */
export function lookForm(): HTMLFormElement | undefined {
  return all('#view', HTMLFormElement)[0];
}

/** Changes the look, and the URL with it: a step that can be undone, or part of the last one. */
export function changeLook(change: Partial<Look>, how: 'step' | 'same step' = 'step'): void {
  look = { ...look, ...change };
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(fieldsOf(look))) {
    if (value === DEFAULTS[name as keyof Look]) query.delete(name);
    else query.set(name, value);
  }
  const search = query.size > 0 ? `?${query}` : location.pathname;
  // A page that is a file may not change its URL.
  if (served && search !== location.search)
    history[how === 'step' ? 'pushState' : 'replaceState'](null, '', search);
  showLook();
}

/** Shows another view, as wide as usual. */
export function chooseView(view: ViewName): void {
  changeLook({ view, width: undefined, device: undefined });
}

/** Makes the frame of the view as wide as asked; the URL changes once it is `done`. */
export function changeWidth(asked: number, done: boolean): void {
  const change = { width: clampedWidth(asked), device: undefined };
  if (done) changeLook(change, 'same step');
  else {
    look = { ...look, ...change };
    showLook();
  }
}

/** Takes the look from the form; `changed` names the field that was changed. */
export function readForm(changed: string): void {
  const data = new FormData(lookForm());
  // A view has a usual width, and a device has both.
  if (changed === 'view' || changed === 'width') data.delete('device');
  if (changed === 'view' || changed === 'device') data.delete('width');
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
  return lookOf((name) => query.get(name) ?? usual(name), TABS);
}

/** Shows the panels and frames of the look, and marks its choices. */
export function showLook(): void {
  if (!lookForm()) return;
  for (const [name, value] of Object.entries(fieldsOf(look))) {
    for (const input of all(`#view input[name="${name}"]`, HTMLInputElement)) {
      if (input.type === 'number') showWidth(input, value);
      else input.checked = input.value === value;
    }
    for (const select of all(`#view select[name="${name}"]`, HTMLSelectElement))
      select.value = value;
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
    showSize(frame);
  }
  fillShownPanels();
}

function showWidth(input: HTMLInputElement, width: string): void {
  const { view } = look;
  input.value = width;
  input.disabled = view === 'all';
  input.placeholder = view === 'all' ? '' : String(FRAMES[view]);
}

function showSize(frame: HTMLIFrameElement): void {
  const { frame: name } = frame.dataset;
  const figure = frame.closest('figure');
  if (!figure || name === undefined || !Object.hasOwn(FRAMES, name)) return;
  const width = frameWidth(look, name as FrameName);
  frame.width = String(width);
  frame.title = `The letter, ${width} pixels wide`;
  figure.style.setProperty('--width', String(width));
  const caption = figure.querySelector('figcaption');
  if (caption) caption.textContent = captionOf(look, name as FrameName);
  showGrip(figure, frame, width);
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
