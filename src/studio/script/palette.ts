/** The palette: editions, pages and what this page can do, found by a few letters. */
import { foldText } from '../../base/fold-text.ts';
import { palettePath, type PaletteEntry, type PaletteFound } from '../palette.ts';
import { around, all, first, make } from './dom.ts';
import { openHelp } from './keyboard.ts';
import { root, served } from './studio.ts';

/** Something that the palette offers. */
interface Offer {
  readonly label: string;
  readonly detail: string;
  readonly act: () => void;
}

interface Group {
  readonly name: string;
  readonly offers: readonly Offer[];
}

/** Typing goes on for so long before the studio is asked. */
const PAUSE_MS = 60;
/** Of each group, while nothing is typed. */
const FEW = 10;

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Shows the key on the button that opens the palette. */
export function announcePalette(): void {
  first('.masthead .find')?.append(
    make('kbd', { 'aria-hidden': 'true' }, isApple ? '⌘ K' : 'Ctrl K'),
  );
}

/** Opens or closes the palette with Ctrl+K or ⌘K, unless what has the focus uses that key itself. */
export function onPaletteKey(event: KeyboardEvent): void {
  const isKey = event.key.toLowerCase() === 'k' && (isApple ? event.metaKey : event.ctrlKey);
  if (!isKey || event.altKey || event.shiftKey || event.defaultPrevented || !served) return;
  event.preventDefault();
  const open = first('dialog[open]');
  if (open?.id === 'palette') (open as HTMLDialogElement).close();
  else if (!open) openPalette();
}

/** Opens the palette in place of the page that a link leads to, unless that is to open elsewhere. */
export function openPaletteFor(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !served) return;
  event.preventDefault();
  openPalette();
}

function openPalette(): void {
  // In a field of the type "search", Escape empties it and does not close the dialog.
  const input = make('input', {
    ...{ type: 'text', role: 'combobox', 'aria-label': 'Find', 'aria-expanded': 'true' },
    ...{ 'aria-controls': 'palette-list', 'aria-autocomplete': 'list', autocomplete: 'off' },
    ...{ spellcheck: 'false', maxlength: '300', placeholder: 'Editions, pages, actions' },
  }) as HTMLInputElement;
  const list = make('div', { id: 'palette-list', role: 'listbox', 'aria-label': 'Found' });
  const status = make('p', { role: 'status', class: 'unseen' });
  const attributes = { id: 'palette', class: 'dialog', 'aria-label': 'Find' };
  const close = make('button', { type: 'button', class: 'quiet', 'aria-label': 'Close' }, '✕');
  const head = make('div', { class: 'palette-head' }, input, close);
  const dialog = make('dialog', attributes, head, list, status) as HTMLDialogElement;
  close.addEventListener('click', () => {
    dialog.close();
  });
  first('#palette')?.remove();
  document.body.append(dialog);
  const palette = createPalette(dialog, input, list, status);
  dialog.addEventListener('close', () => {
    palette.end();
    dialog.remove();
  });
  dialog.showModal();
  palette.search();
}

function createPalette(
  dialog: HTMLDialogElement,
  input: HTMLInputElement,
  list: HTMLElement,
  status: HTMLElement,
) {
  const here = offersHere();
  let asking = new AbortController();
  let pause = 0;
  let shown: readonly Offer[] = [];
  let active = 0;

  const choose = (index: number) => {
    const options = all('#palette [role="option"]', HTMLElement);
    active = options.length === 0 ? 0 : (index + options.length) % options.length;
    for (const [at, option] of options.entries()) option.ariaSelected = String(at === active);
    const option = options[active];
    input.setAttribute('aria-activedescendant', option?.id ?? '');
    option?.scrollIntoView({ block: 'nearest' });
  };
  const act = (index: number) => {
    const offer = shown[index];
    if (!offer) return;
    dialog.close();
    offer.act();
  };
  const show = (groups: readonly Group[], keeps: boolean) => {
    const kept = keeps && active > 0 ? shown[active]?.label : undefined;
    shown = groups.flatMap(({ offers }) => offers);
    list.replaceChildren(...markupOf(groups.filter(({ offers }) => offers.length > 0)));
    choose(
      Math.max(
        0,
        shown.findIndex(({ label }) => label === kept),
      ),
    );
    status.textContent = shown.length === 1 ? '1 result' : `${shown.length} results`;
  };
  const search = () => {
    const text = input.value.trim();
    const groups = matching(here, text);
    show([...groups, everywhere(text)], false);
    asking.abort();
    const own = (asking = new AbortController());
    clearTimeout(pause);
    pause = window.setTimeout(
      () => {
        void ask(text, own.signal).then((found) => {
          if (found && !own.signal.aborted) show([...groups, ...found, everywhere(text)], true);
        });
      },
      text === '' ? 0 : PAUSE_MS,
    );
  };
  input.addEventListener('input', search);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown') choose(active + 1);
    else if (key === 'ArrowUp') choose(active - 1);
    else if (key === 'Enter') act(active);
    else return;
    event.preventDefault();
  });
  dialog.addEventListener('click', (event) => {
    const option = around(event, '[role="option"]');
    if (option) act(all('#palette [role="option"]', HTMLElement).indexOf(option));
    else if (event.target === dialog) dialog.close();
  });
  const end = () => {
    clearTimeout(pause);
    asking.abort();
  };
  return { search, end };
}

/** Returns what the studio finds; undefined if it does not answer, or something else is asked. */
async function ask(text: string, signal: AbortSignal): Promise<readonly Group[] | undefined> {
  try {
    const answer = await fetch(root + palettePath(text), { signal });
    if (!answer.ok) return undefined;
    const { editions, messages } = (await answer.json()) as PaletteFound;
    const offers = (entries: readonly PaletteEntry[]) =>
      entries.map(({ label, detail, path }) => ({ label, detail, act: goTo(root + path) }));
    return [
      { name: text === '' ? 'Newest editions' : 'Editions', offers: offers(editions) },
      { name: 'Mailbox', offers: offers(messages) },
    ];
  } catch {
    return undefined;
  }
}

function everywhere(text: string): Group {
  if (text === '') return { name: '', offers: [] };
  const act = goTo(`${root}find/?q=${encodeURIComponent(text)}`);
  return { name: 'Everywhere', offers: [{ label: `Find “${text}”`, detail: '', act }] };
}

function goTo(path: string): () => void {
  return () => {
    location.href = path;
  };
}

/** Returns the pages that this one leads to, and what it can do. */
function offersHere(): readonly Group[] {
  const links = all('nav.tabs a, a[data-new]', HTMLAnchorElement);
  const buttons = all('main :is(button, a.button):not([data-new])', HTMLElement).filter(isOffered);
  const keys = { label: 'Show the keys', detail: '', act: openHelp };
  return [
    { name: 'On this page', offers: [...buttons.map(buttonOffer), keys] },
    { name: 'Pages', offers: links.filter(isSeen).map(pageOffer) },
  ];
}

function isOffered(button: HTMLElement): boolean {
  if (button.matches(':disabled') || !isSeen(button) || nameOf(button) === '') return false;
  return button.closest('[data-row], [role="search"], [role="toolbar"]') === null;
}

function isSeen(element: HTMLElement): boolean {
  return element.checkVisibility();
}

function nameOf(element: HTMLElement): string {
  return (element.ariaLabel ?? element.innerText).trim();
}

function pageOffer(link: HTMLAnchorElement): Offer {
  const isHere = link.pathname === location.pathname;
  return {
    label: nameOf(link),
    detail: isHere ? 'this page' : '',
    act: () => {
      link.click();
    },
  };
}

/** The palette goes to a button that sends a form, and does not press it: read what it does first. */
function buttonOffer(button: HTMLElement): Offer {
  const label = nameOf(button);
  const press = () => {
    button.click();
  };
  if (button.matches('[name="tab"]')) return { label, detail: 'tab', act: press };
  if (!(button instanceof HTMLButtonElement) || button.type !== 'submit')
    return { label, detail: '', act: press };
  const reach = () => {
    button.focus();
  };
  return { label, detail: 'go to the button', act: reach };
}

/** Returns the offers in which each word of a text begins a word. */
function matching(groups: readonly Group[], text: string): readonly Group[] {
  const words = foldText(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = ({ label }: Offer) => {
    const name = ` ${foldText(label)}`;
    return words.every((word) => name.includes(` ${word}`));
  };
  return groups.map(({ name, offers }) => ({
    name,
    offers: words.length === 0 ? offers.slice(0, FEW) : offers.filter(fits),
  }));
}

let made = 0;

function markupOf(groups: readonly Group[]): readonly HTMLElement[] {
  return groups.map(({ name, offers }) => {
    const heading = make('div', { id: `palette-${++made}`, class: 'group-name' }, name);
    const options = offers.map(({ label, detail }) =>
      make(
        'div',
        { id: `palette-${++made}`, role: 'option', 'aria-selected': 'false' },
        make('span', { class: 'label', dir: 'auto' }, label),
        make('span', { class: 'detail' }, detail),
      ),
    );
    return make('div', { role: 'group', 'aria-labelledby': heading.id }, heading, ...options);
  });
}
