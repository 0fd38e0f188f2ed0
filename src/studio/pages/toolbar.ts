/** The choices of what a page shows of a letter, and how. */
import { html } from 'hono/html';
import { KEYS, VIEW_KEYS } from '../keys.ts';
import { DEVICES, type Device } from '../devices.ts';
import { fieldsOf, FRAMES, MODES, VIEWS, WIDTHS, type Choices, type Look } from '../look.ts';
import type { Markup } from './layout.ts';

/**
 * Returns the form of the tabs and the look; it works without the script too. On a phone the look is
 * closed, so that the letter comes first. `more` is what else decides what is shown, and `action`
 * what can be done with it.
 */
export function toolbar<Tab extends string>(
  tabs: Choices<Tab>,
  look: Look<Tab>,
  more?: Markup,
  action?: Markup | false,
): Markup {
  return html`<form id="view" class="toolbar" method="get">
    <div class="tabs" role="group" aria-label="What to show">
      ${Object.entries<string>(tabs).map(
        ([tab, label]) =>
          html`<button
            name="tab"
            value="${tab}"
            aria-pressed="${String(look.tab === tab)}"
            ${tab === 'text' && html`aria-keyshortcuts="${KEYS.text}"`}
          >
            ${label}
          </button>`,
      )}
    </div>
    <details class="look">
      <summary>${more ? 'Width, colours, reader' : 'Width and colours'}</summary>
      <div class="look-row">
        ${radios('Width', 'view', VIEWS, look, VIEW_KEYS.join(' '))} ${size(look)}
        ${radios('Colours', 'mode', MODES, look, KEYS.mode)}
        <fieldset>
          <legend>Hide</legend>
          ${hide('pictures', look, KEYS.pictures)} ${hide('styles', look)}
        </fieldset>
        ${more}
        <noscript><button name="tab" value="${look.tab}">Apply</button></noscript>
      </div>
    </details>
    ${action}
  </form>`;
}

function radios(
  legend: string,
  name: 'view' | 'mode',
  choices: Choices<string>,
  look: Look,
  keys: string,
): Markup {
  return html`<fieldset aria-keyshortcuts="${keys}">
    <legend>${legend}</legend>
    <div class="segments">
      ${Object.entries(choices).map(
        ([value, label]) =>
          html`<label
            ><input
              type="radio"
              name="${name}"
              value="${value}"
              ${fieldsOf(look)[name] === value && 'checked'}
            />
            <span>${label}</span></label
          >`,
      )}
    </div>
  </fieldset>`;
}

/** Returns the choice of any width: by the name of a device, or in px. */
function size(look: Look): Markup {
  const { width, device } = fieldsOf(look);
  const usual = look.view === 'all' ? '' : String(FRAMES[look.view]);
  return html`<fieldset>
    <legend>Any width</legend>
    <div class="size">
      <select name="device" aria-label="Device">
        <option value="">Device</option>
        ${Object.entries<Device>(DEVICES).map(
          ([value, each]) =>
            html`<option value="${value}" ${value === device && 'selected'}>
              ${each.name}: ${each.width} × ${each.ratio}
            </option>`,
        )}
      </select>
      <input
        type="number"
        name="width"
        aria-label="Width in px"
        min="${WIDTHS.min}"
        max="${WIDTHS.max}"
        value="${width}"
        placeholder="${usual}"
        ${look.view === 'all' && 'disabled'}
      />
    </div>
  </fieldset>`;
}

function hide(name: 'pictures' | 'styles', look: Look, key?: string): Markup {
  return html`<label class="check"
    ><input
      type="checkbox"
      name="${name}"
      value="off"
      ${!look[name] && 'checked'}
      ${key !== undefined && html`aria-keyshortcuts="${key}"`}
    />
    No ${name}</label
  >`;
}

/**
 * Returns a tab whose content takes a while: the script fetches it from a file when it is shown.
 * Without the script a link asks for it.
 */
export function slowPanel<Tab extends string>(
  tabs: Choices<Tab>,
  look: Look<Tab>,
  tab: Tab,
  content: Markup | undefined,
): Markup {
  return html`<section
    id="panel-${tab}"
    data-tab="${tab}"
    aria-label="${tabs[tab]}"
    data-load="${tab}.html"
    ${content && 'data-loaded'}
    ${look.tab !== tab && 'hidden'}
  >
    ${
      content ??
      html`<p class="muted" role="status">Looking at the letter …</p>
        <noscript
          ><p><a href="?tab=${tab}&wait">Show the result</a></p></noscript
        >`
    }
  </section>`;
}

/** Returns what one tab shows. `live` names the events after which it is fetched again. */
export function panel<Tab extends string>(
  tabs: Choices<Tab>,
  look: Look<Tab>,
  tab: Tab,
  content: Markup,
  live?: 'letter',
): Markup {
  return html`<section
    id="panel-${tab}"
    data-tab="${tab}"
    aria-label="${tabs[tab]}"
    ${live && html`data-live="${live}"`}
    ${look.tab !== tab && 'hidden'}
  >
    ${content}
  </section>`;
}
