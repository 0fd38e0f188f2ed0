/** Elements of the page: found, made and parsed. */

/** Returns the elements of a type that a selector finds. */
export function all<T extends Element>(selector: string, type: new () => T): readonly T[] {
  return [...document.querySelectorAll(selector)].filter((each): each is T => each instanceof type);
}

/** Returns the first HTML element that a selector finds. */
export function first(selector: string): HTMLElement | undefined {
  return all(selector, HTMLElement)[0];
}

/** Makes an element with attributes and children. */
export function make(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Returns the closest element around an event's target that matches a selector. */
export function around(event: Event, selector: string): HTMLElement | undefined {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return found instanceof HTMLElement ? found : undefined;
}

/** Parses a page that was fetched. */
export function parse(text: string): Document {
  return new DOMParser().parseFromString(text, 'text/html');
}

/** Opens a dialog of the page by its id. */
export function openDialog(id: string): void {
  const dialog = all(`dialog#${id}`, HTMLDialogElement)[0];
  if (dialog && !dialog.open) dialog.showModal();
}
