/** On a narrow screen: the letter, the story and the details, one at a time. */
import { all, first, make } from '../dom.ts';

export type Pane = 'letter' | 'story' | 'details';

const PANES: readonly (readonly [Pane, string])[] = [
  ['letter', 'Letter'],
  ['story', 'Story'],
  ['details', 'Details'],
];

export interface Panes {
  /** Shows a pane, where only one is shown. */
  readonly show: (pane: Pane) => void;
}

/** Puts the buttons of the panes above them; the style sheet shows them where there is no room. */
export function openPanes(): Panes {
  const writing = first('.writing');
  if (!writing) return { show: () => undefined };
  const buttons = PANES.map(([pane, label]) =>
    make('button', { type: 'button', value: pane }, label),
  );
  const show = (pane: Pane) => {
    writing.dataset['pane'] = pane;
    for (const button of buttons)
      button.ariaPressed = String(button.getAttribute('value') === pane);
  };
  for (const [index, [pane]] of PANES.entries())
    buttons[index]?.addEventListener('click', () => {
      show(pane);
    });
  writing.before(
    make('div', { class: 'tabs panes', role: 'group', 'aria-label': 'What to show' }, ...buttons),
  );
  show('letter');
  return { show };
}

/** The pane that an element is in. */
function paneOf(element: Element): Pane {
  const pane = element.closest<HTMLElement>('[data-in-pane]')?.dataset['inPane'];
  return PANES.map(([name]) => name).find((name) => name === pane) ?? 'story';
}

/** Focuses a control of the form, in the pane that has it. */
export function focusIn(panes: Panes, control: HTMLElement): void {
  panes.show(paneOf(control));
  for (const details of all('details', HTMLDetailsElement))
    if (details.contains(control)) details.open = true;
  control.focus();
  control.scrollIntoView({ block: 'nearest' });
}
