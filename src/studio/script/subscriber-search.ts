/** The field that finds the subscriber to view a letter as. */
import { make } from './dom.ts';
import { root, textOf } from './studio.ts';

/** Suggests subscribers while the user types, and opens the letter of the chosen one. */
export function searchSubscribers(input: HTMLInputElement): void {
  const list = make('datalist', { id: 'subscribers' });
  input.after(list);
  input.setAttribute('list', list.id);
  input.autocomplete = 'off';
  let ids = new Map<string, number>();

  const open = (id: number | undefined) => {
    if (id !== undefined) location.href = `../${id}/${location.search}`;
  };
  const suggest = async () => {
    open(ids.get(input.value));
    const asked = input.value;
    const text = await textOf(`${root}subscribers.json?q=${encodeURIComponent(asked)}`);
    if (text === '' || asked !== input.value) return;
    const found = JSON.parse(text) as readonly { readonly id: number; readonly label: string }[];
    ids = new Map(found.map(({ id, label }) => [label, id]));
    list.replaceChildren(...found.map(({ label }) => make('option', { value: label })));
  };
  input.addEventListener('input', () => void suggest());
  input.addEventListener('focus', () => void suggest(), { once: true });
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    open(ids.get(input.value) ?? [...ids.values()][0]);
  });
}
