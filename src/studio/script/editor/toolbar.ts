/** The buttons above the story, for what readers see. */
import type { StateCommand } from '@codemirror/state';
import type { EditorView, KeyBinding } from '@codemirror/view';
import { make } from '../dom.ts';
import { insertLink, insertPicture, insertTable, toggleMark, togglePrefix } from './commands.ts';

interface Tool {
  readonly name: string;
  /** What the button shows. */
  readonly face: string;
  /** As CodeMirror names it: Mod is Ctrl, or Cmd on a Mac. */
  readonly key?: string;
  readonly run: StateCommand;
}

const TOOLS: readonly Tool[] = [
  { name: 'Bold', face: 'B', key: 'Mod-b', run: toggleMark('**') },
  { name: 'Italic', face: 'I', key: 'Mod-i', run: toggleMark('*') },
  { name: 'Link', face: 'Link', key: 'Mod-k', run: insertLink },
  { name: 'Heading', face: 'H', key: 'Mod-Shift-2', run: togglePrefix('heading') },
  { name: 'Subheading', face: 'h', key: 'Mod-Shift-3', run: togglePrefix('subheading') },
  { name: 'Numbered list', face: '1.', key: 'Mod-Shift-7', run: togglePrefix('numbers') },
  { name: 'List', face: '•', key: 'Mod-Shift-8', run: togglePrefix('list') },
  { name: 'Quotation', face: '“ ”', key: 'Mod-Shift-9', run: togglePrefix('quotation') },
  { name: 'Table', face: 'Table', run: insertTable },
  { name: 'Picture', face: 'Picture', run: insertPicture },
];

export const MARKDOWN_KEYS: readonly KeyBinding[] = TOOLS.flatMap(({ key, run }) =>
  key === undefined ? [] : [{ key, run, preventDefault: true, stopPropagation: true }],
);

/** Says that the user wants a picture at the cursor; who takes care of it calls preventDefault. */
export const PICTURE_WANTED = 'picturewanted';

/** Returns the toolbar of an editor: one stop for Tab, with arrows between the buttons. */
export function toolbarOf(view: EditorView): HTMLElement {
  const buttons = TOOLS.map((tool, index) => {
    const button = buttonOf(tool);
    button.tabIndex = index === 0 ? 0 : -1;
    button.addEventListener('click', () => {
      const wanted = new CustomEvent(PICTURE_WANTED, { bubbles: true, cancelable: true });
      const isTaken = tool.run === insertPicture && !view.dom.dispatchEvent(wanted);
      if (isTaken) return;
      tool.run(view);
      view.focus();
    });
    return button;
  });
  const bar = make('div', { class: 'tools', role: 'toolbar', 'aria-label': 'Formatting' });
  bar.append(...buttons);
  bar.addEventListener('keydown', (event) => {
    moveFocus(event, buttons);
  });
  return bar;
}

function buttonOf({ name, face, key }: Tool): HTMLElement {
  const keys = key === undefined ? '' : ` (${keysOf(key).join('+')})`;
  return make('button', {
    type: 'button',
    class: `tool tool-${name.toLowerCase().replace(' ', '-')}`,
    title: name + keys,
    'aria-label': name,
    // Not as text: that would have to be part of the name.
    'data-face': face,
    ...(key !== undefined && { 'aria-keyshortcuts': keysOf(key).join('+') }),
  });
}

const IS_MAC = typeof navigator !== 'undefined' && /Mac|iP(?:hone|ad)/.test(navigator.userAgent);

function keysOf(key: string): readonly string[] {
  return key
    .split('-')
    .map((part) => (part === 'Mod' ? (IS_MAC ? 'Meta' : 'Control') : part.toUpperCase()))
    .map((part) => (part === 'SHIFT' ? 'Shift' : part));
}

function moveFocus(event: KeyboardEvent, buttons: readonly HTMLElement[]): void {
  const here = buttons.findIndex((button) => button === document.activeElement);
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined || here < 0) return;
  event.preventDefault();
  const next = buttons.at(to % buttons.length);
  for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
  next?.focus();
}
