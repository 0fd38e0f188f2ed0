/** The form of a story: its fields, next to the editor. */
import { FIELD_NAMES, type FieldName, type StoryFile } from '../../writing.ts';
import { all } from '../dom.ts';
import type { Content } from './saving.ts';

export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Returns the form of the write page; undefined on any other page. */
export function writeForm(): HTMLFormElement | undefined {
  return all('form#write', HTMLFormElement)[0];
}

function controlOf(name: string): Control | undefined {
  const control = writeForm()?.elements.namedItem(name);
  return isControl(control) ? control : undefined;
}

/** Returns the control of a field; undefined if the form has none. */
export function fieldOf(name: FieldName): Control | undefined {
  return controlOf(name);
}

/** Returns what the form calls a field. */
export function labelOf(name: FieldName): string {
  return fieldOf(name)?.labels?.[0]?.textContent.trim() ?? name;
}

/** Returns the text area of the story. */
export function storyArea(): HTMLTextAreaElement | undefined {
  const area = controlOf('body');
  return area instanceof HTMLTextAreaElement ? area : undefined;
}

/** Returns what of a file the form edits: its fields, or its front matter as YAML. */
export function contentOf({ fields, frontMatter, body }: StoryFile): Content {
  return fields && !controlOf('frontMatter') ? { fields, body } : { frontMatter, body };
}

/** Reads the whole form. What it has no control for stays as it is in the file. */
export function readContent(story: StoryFile, body: string): Content {
  const { fields: known, frontMatter = '' } = contentOf(story);
  if (!known) return { frontMatter: controlOf('frontMatter')?.value ?? frontMatter, body };
  const fields = FIELD_NAMES.map((name) => [name, controlOf(name)?.value ?? known[name]] as const);
  return { fields: Object.fromEntries(fields) as Record<FieldName, string>, body };
}

/** Shows a content in the form, and returns its text; a control that has the value is left alone. */
export function showContent({ fields, frontMatter, body }: Content): string {
  const values = { ...fields, ...(frontMatter !== undefined && { frontMatter }) };
  for (const [name, value] of Object.entries(values)) {
    const control = controlOf(name);
    if (control && control.value !== value) control.value = value;
  }
  return body;
}

/** A field whose half-typed value would stop the letter is saved when it is left. */
const WHOLE = ['date', 'send', 'audience'];

/** Calls `changed` when a field has another value. The story has an editor that tells by itself. */
export function listenToForm(form: HTMLFormElement, changed: () => void): void {
  const heard = ({ target, type }: Event) => {
    const control = isControl(target) ? target : undefined;
    if (!control || control.name === '' || control.type === 'file') return;
    if (type === 'change' || !WHOLE.includes(control.name)) changed();
  };
  form.addEventListener('input', heard);
  form.addEventListener('change', heard);
}

/** Returns the field of the form, or its front matter, that an event is about; not the story. */
export function fieldAt(target: EventTarget | null): Control | undefined {
  const isField =
    isControl(target) &&
    (target.name === 'frontMatter' || FIELD_NAMES.some((name) => name === target.name));
  return isField ? target : undefined;
}

function isControl(target: unknown): target is Control {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
