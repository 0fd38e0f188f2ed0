import { html } from 'hono/html';
import type { Mode, Variant } from '../letter/variant.ts';
import type { Markup } from './layout.ts';

export const VIEWS = {
  desktop: 'Desktop',
  tablet: 'Tablet',
  phone: 'Phone',
  all: 'All',
} as const;
export const COLORS: Readonly<Record<Mode, string>> = {
  light: 'Light',
  dark: 'Dark',
  partial: 'Partly inverted',
  full: 'Fully inverted',
};
/** The frames, and how wide each is, in px. */
export const FRAMES = { desktop: 760, tablet: 600, phone: 375 } as const;

export type View = keyof typeof VIEWS;
type Choices<T extends string> = Readonly<Record<T, string>>;

/** How a letter is looked at; it stands in the query. */
export interface Look<Tab extends string> extends Variant {
  readonly view: View;
  readonly tab: Tab;
}

/** The look that a query asks for; what it does not know is as usual, the first of the choices. */
export function lookOf<Tab extends string>(
  query: Readonly<Record<string, string>>,
  tabs: Choices<Tab>,
): Look<Tab> {
  return {
    view: pick(VIEWS, query['view']),
    mode: pick(COLORS, query['mode']),
    pictures: query['pictures'] !== 'off',
    styles: query['styles'] !== 'off',
    tab: pick(tabs, query['tab']),
  };
}

function pick<T extends string>(choices: Choices<T>, asked: string | undefined): T {
  const known = Object.keys(choices) as [T, ...T[]];
  return known.find((choice) => choice === asked) ?? known[0];
}

/** The choices of a letter's frames, for a form that works without the script too. */
export function lookFields(look: Look<string>): Markup {
  return html`${radios('Width', 'view', VIEWS, look.view, '1 2 3 4')}
    ${radios('Colours', 'mode', COLORS, look.mode, 'd')}
    <fieldset>
      <legend>Leave out</legend>
      ${without('pictures', look.pictures, 'i')} ${without('styles', look.styles)}
    </fieldset>`;
}

function radios(
  legend: string,
  name: string,
  choices: Choices<string>,
  chosen: string,
  keys: string,
): Markup {
  return html`<fieldset aria-keyshortcuts="${keys}">
    <legend>${legend}</legend>
    <div class="segments">
      ${Object.entries(choices).map(
        ([value, label]) =>
          html`<label
            ><input type="radio" name="${name}" value="${value}" ${value === chosen && 'checked'} />
            <span>${label}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

function without(name: 'pictures' | 'styles', shown: boolean, key?: string): Markup {
  return html`<label class="check"
    ><input
      type="checkbox"
      name="${name}"
      value="off"
      ${!shown && 'checked'}
      ${key !== undefined && html`aria-keyshortcuts="${key}"`}
    />
    ${name}</label
  >`;
}
