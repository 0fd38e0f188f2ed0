/** What the keys do. */
import { KEY_HELP, KEYS, VIEW_KEYS } from '../keys.ts';
import { MODES, VIEWS, type ColourMode, type ViewName } from '../look.ts';
import { all, around, first, make, openDialog } from './dom.ts';
import { changeLook, chooseView, currentLook } from './look.ts';
import { onGripKey } from './resize.ts';

const VIEWS_IN_ORDER = Object.keys(VIEWS) as ViewName[];

const ACTIONS: Readonly<Record<string, () => void>> = {
  [KEYS.next]: () => {
    move(1);
  },
  [KEYS.previous]: () => {
    move(-1);
  },
  [KEYS.mode]: nextMode,
  [KEYS.pictures]: () => {
    changeLook({ pictures: !currentLook().pictures });
  },
  [KEYS.text]: () => {
    changeLook({ tab: currentLook().tab === 'text' ? 'letter' : 'text' });
  },
  [KEYS.problems]: focusProblems,
  [KEYS.write]: () => {
    first('a[data-new]')?.click();
  },
  [KEYS.help]: openHelp,
};

const TYPING = 'textarea, select, [contenteditable], input:not([type="radio"], [type="checkbox"])';

/** Acts on a key, unless the user is typing or a dialog is open. */
export function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || around(event, TYPING)) return;
  if (onGripKey(event)) return;
  const view = VIEWS_IN_ORDER[VIEW_KEYS.indexOf(event.key)];
  const known = view !== undefined || Object.hasOwn(ACTIONS, event.key);
  if (!known || first('dialog[open]')) return;
  event.preventDefault();
  if (view !== undefined) chooseView(view);
  else ACTIONS[event.key]?.();
}

/** Shows the list of keys. */
export function openHelp(): void {
  if (!first('#help')) document.body.append(helpDialog());
  openDialog('help');
}

function helpDialog(): HTMLElement {
  const list = make('dl', { class: 'keys' });
  for (const [keys, meaning] of KEY_HELP) {
    const caps = keys.flatMap((key) => [make('kbd', {}, key), ' ']);
    list.append(make('div', {}, make('dt', {}, ...caps), make('dd', {}, meaning)));
  }
  const heading = make('h2', { id: 'help-name' }, 'Keys');
  const close = make('form', { method: 'dialog' }, make('button', {}, 'Close'));
  const attributes = { id: 'help', class: 'dialog', 'aria-labelledby': 'help-name' };
  return make('dialog', attributes, heading, list, close);
}

/** Moves the focus by a row, or goes to another edition where there are no rows. */
function move(step: number): void {
  const rows = all('[data-row]', HTMLElement);
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const row = here >= 0 ? rows[here + step] : rows.at(step > 0 ? 0 : -1);
  if (row) (row.querySelector('a') ?? row).focus();
  else if (rows.length === 0) first(step > 0 ? 'a[rel="next"]' : 'a[rel="prev"]')?.click();
}

function nextMode(): void {
  const modes = Object.keys(MODES) as ColourMode[];
  const mode = modes[(modes.indexOf(currentLook().mode) + 1) % modes.length];
  if (mode !== undefined) changeLook({ mode });
}

function focusProblems(): void {
  const problems = first('#problems');
  if (!problems) return;
  problems.tabIndex = -1;
  problems.focus();
}
