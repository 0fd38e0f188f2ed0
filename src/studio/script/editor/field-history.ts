/** The way back of each field of the form, by the keys that undo in the story, also after a reload. */
import { fieldAt, type Control } from './form.ts';

/** The values that a field had before and after the one that it has. */
export interface FieldHistory {
  readonly now: string;
  readonly past: readonly string[];
  readonly future: readonly string[];
}

/** The way back is at most this many steps long. */
const MOST_STEPS = 100;
/** What is typed without a longer pause is one step. */
const PAUSE_MS = 500;

/** Returns the history of a field that has another value now; `joins` makes it part of the last step. */
export function changed({ now, past }: FieldHistory, value: string, joins: boolean): FieldHistory {
  return { now: value, past: joins ? past : [...past, now].slice(-MOST_STEPS), future: [] };
}

/** Goes a step back; undefined if there is none. */
export function undone({ now, past, future }: FieldHistory): FieldHistory | undefined {
  const before = past.at(-1);
  if (before === undefined) return undefined;
  return { now: before, past: past.slice(0, -1), future: [now, ...future] };
}

/** Goes a step forward; undefined if there is none. */
export function redone({ now, past, future }: FieldHistory): FieldHistory | undefined {
  const [after, ...rest] = future;
  return after === undefined ? undefined : { now: after, past: [...past, now], future: rest };
}

export type FieldHistories = Readonly<Record<string, FieldHistory>>;

/** Undoes and redoes in the fields of a form; returns what `kept` gives back after a reload. */
export function undoInFields(form: HTMLFormElement, kept: FieldHistories): () => FieldHistories {
  const histories = new Map(Object.entries(kept));
  let last: { readonly control: Control; readonly kind: string; readonly at: number } | undefined;
  let isOwn = false;
  /** A value that came from elsewhere, such as from the disk, has no past. */
  const historyOf = ({ name, value }: Control): FieldHistory => {
    const known = histories.get(name);
    return known?.now === value ? known : { now: value, past: [], future: [] };
  };
  const take = (control: Control, history: FieldHistory | undefined) => {
    if (!history) return;
    histories.set(control.name, history);
    last = undefined;
    isOwn = true;
    setValue(control, history.now);
    isOwn = false;
  };
  const look = ({ target }: Event) => {
    const control = fieldAt(target);
    if (control) histories.set(control.name, historyOf(control));
  };
  form.addEventListener('focusin', look);
  form.addEventListener('beforeinput', look);
  form.addEventListener('input', (event) => {
    const control = fieldAt(event.target);
    const before = control && histories.get(control.name);
    if (!before || isOwn || before.now === control.value) return;
    const kind = event instanceof InputEvent ? event.inputType : '';
    const at = event.timeStamp;
    const joins = last?.control === control && last.kind === kind && at - last.at < PAUSE_MS;
    histories.set(control.name, changed(before, control.value, joins));
    last = { control, kind, at };
  });
  form.addEventListener('keydown', (event) => {
    const control = fieldAt(event.target);
    const way = wayOf(event);
    if (!control || !way || event.isComposing) return;
    // The browser's own way back ends at a reload, and would lead to other values.
    event.preventDefault();
    take(control, (way === 'undo' ? undone : redone)(historyOf(control)));
  });
  return () => Object.fromEntries(histories);
}

/** The keys of the editor: Ctrl Z, and Ctrl Y or Ctrl Shift Z. */
function wayOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  const letter = key.toLowerCase();
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  return letter === 'y' && !shiftKey ? 'redo' : undefined;
}

/** Sets a value as if it were typed, with the cursor behind what differs. */
function setValue(control: Control, value: string): void {
  const old = control.value;
  let end = 0;
  while (end < Math.min(old.length, value.length) && old.at(-1 - end) === value.at(-1 - end)) end++;
  control.value = value;
  if (!(control instanceof HTMLSelectElement)) {
    const at = value.length - end;
    control.setSelectionRange(at, at);
  }
  for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
}
