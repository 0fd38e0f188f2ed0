import { html } from 'hono/html';
import type { Mode, Variant } from '../letter-variant.ts';
import type { Markup } from './layout.ts';

const VIEWS = { desktop: 'Desktop', tablet: 'Tablet', phone: 'Phone', all: 'All' } as const;
const MODES = {
  light: 'Light',
  dark: 'Dark',
  partial: 'Partial',
  full: 'Full',
} as const satisfies Record<Mode, string>;
const TABS = { letter: 'Letter', text: 'Text', headers: 'Headers', message: 'Source' } as const;

/** How a message is looked at; it stands in the query. */
export interface Look extends Variant {
  readonly view: keyof typeof VIEWS;
  readonly tab: keyof typeof TABS;
}

/** The look that a query asks for; what it does not know is as usual. */
export function lookOf(query: Readonly<Record<string, string>>): Look {
  const pick = <T extends string>(choices: Readonly<Record<T, string>>, key: string, usual: T) =>
    (Object.keys(choices) as T[]).find((choice) => choice === query[key]) ?? usual;
  return {
    view: pick(VIEWS, 'view', 'desktop'),
    mode: pick(MODES, 'mode', 'light'),
    pictures: query['pictures'] !== 'off',
    styles: query['styles'] !== 'off',
    tab: pick(TABS, 'tab', 'letter'),
  };
}

/** The choices, as a form that works without the script too. */
export function messageTools(look: Look): Markup {
  return html`<form id="view" class="look" method="get">
    <div class="tabs" role="group" aria-label="What to show">
      ${Object.entries(TABS).map(
        ([tab, label]) =>
          html`<button name="tab" value="${tab}" aria-pressed="${String(look.tab === tab)}">
            ${label}
          </button>`,
      )}
    </div>
    ${radios('Width', 'view', VIEWS, look.view)}
    ${radios('Colours and inversions', 'mode', MODES, look.mode)}
    <fieldset>
      <legend>Without</legend>
      ${without('pictures', look.pictures)} ${without('styles', look.styles)}
    </fieldset>
    <noscript><button name="tab" value="${look.tab}">Show</button></noscript>
  </form>`;
}

function radios(
  legend: string,
  name: string,
  choices: Readonly<Record<string, string>>,
  chosen: string,
): Markup {
  return html`<fieldset>
    <legend>${legend}</legend>
    ${Object.entries(choices).map(
      ([value, label]) =>
        html`<label
          ><input type="radio" name="${name}" value="${value}" ${value === chosen && 'checked'} />
          ${label}</label
        >`,
    )}
  </fieldset>`;
}

function without(name: 'pictures' | 'styles', shown: boolean): Markup {
  return html`<label
    ><input type="checkbox" name="${name}" value="off" ${!shown && 'checked'} /> ${name}</label
  >`;
}
