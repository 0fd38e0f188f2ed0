/** What each mail program does not support of a letter. */
import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import type { SupportGap } from '../../check/client-support.ts';
import { inline } from './inline.ts';
import type { Markup } from './layout.ts';

/** The programs by their maker, as caniemail names them, with the words of the table. */
const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Gmail: {
    'gmail.desktop-webmail': 'Web',
    'gmail.android': 'Android',
    'gmail.ios': 'iOS',
    'gmail.mobile-webmail': 'Phone web',
  },
  Outlook: { 'outlook.windows': 'Windows', 'outlook.outlook-com': 'Outlook.com' },
  'Apple Mail': { 'apple-mail.ios': 'iOS', 'apple-mail.macos': 'macOS' },
  Yahoo: { 'yahoo.desktop-webmail': 'Web', 'yahoo.android': 'Android', 'yahoo.ios': 'iOS' },
};
const CLIENTS = Object.values(PROGRAMS).flatMap((clients) => Object.keys(clients));

const LONGEST_ELEMENT = 160;
const MOST_NOTES = 3;

/** Returns a table of the features that a program lacks, each with the element that uses it. */
export function mailProgramsPanel(gaps: readonly SupportGap[]): Markup {
  const features = [...Map.groupBy(gaps, ({ feature }) => feature)];
  const isMissing = ([, uses]: (typeof features)[number]) =>
    uses.some(({ support }) => support === 'none');
  const missing = features.filter(isMissing).toSorted(([, a], [, b]) => unknown(b) - unknown(a));
  const partial = features.filter((feature) => !isMissing(feature));
  return html`<p class="measure muted">
      What mail programs leave out of this letter, by the data of caniemail.com. Grey marks were
      reviewed: the letter can be read without them. Red ones are problems.
    </p>
    ${missing.length === 0 && html`<p class="good">Every program supports all of it.</p>`}
    ${missing.length > 0 && supportTable('lacking', 'Not supported', missing)}
    ${
      partial.length > 0 &&
      html`<details class="partial">
        <summary>${plural(partial.length, 'feature')} supported in part</summary>
        ${supportTable('partial', 'Supported in part', partial)}
      </details>`
    }`;
}

type Feature = readonly [name: string, uses: readonly SupportGap[]];

/** Counts the programs in which nobody has reviewed what happens. */
function unknown(uses: readonly SupportGap[]): number {
  return uses.filter(isUnknown).length;
}

function isUnknown({ support, allowed }: SupportGap): boolean {
  return support === 'none' && allowed === undefined;
}

function supportTable(id: string, caption: string, features: readonly Feature[]): Markup {
  return html`<div class="scroll" role="region" aria-labelledby="support-${id}" tabindex="0">
    <table class="support">
      <caption id="support-${id}">
        ${caption}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${Object.entries(PROGRAMS).map(
            ([maker, clients]) =>
              html`<th scope="colgroup" colspan="${Object.keys(clients).length}">${maker}</th>`,
          )}
        </tr>
        <tr>
          <th scope="col">Feature and element</th>
          ${Object.values(PROGRAMS).map((clients) =>
            Object.values(clients).map(
              (platform) => html`<th scope="col" class="platform"><span>${platform}</span></th>`,
            ),
          )}
        </tr>
      </thead>
      <tbody>
        ${features.map(supportRow)}
      </tbody>
    </table>
  </div>`;
}

function supportRow([name, uses]: Feature): Markup {
  const lacking = uses.filter(({ support }) => support === 'none');
  const shown = lacking.find(isUnknown) ?? lacking[0] ?? uses[0];
  const said = remarks(uses);
  const elements = new Set(uses.map(({ element }) => element)).size;
  return html`<tr>
    <th scope="row">
      <b>${name}</b>
      ${shown && shown.element !== '' && html`<code dir="ltr">${cut(shown.element)}</code>`}
      ${elements > 1 && html`<small>and ${plural(elements - 1, 'other element')}</small>`}
      ${said.length > 0 && remarksOf(said, lacking.length > 0)}
    </th>
    ${CLIENTS.map((client) => cell(uses.filter((use) => use.client === client)))}
  </tr>`;
}

function cell(uses: readonly SupportGap[]): Markup {
  if (uses.length === 0)
    return html`<td><span class="full" role="img" aria-label="yes">·</span></td>`;
  const isNone = uses.some(({ support }) => support === 'none');
  const tone = uses.some(isUnknown) ? 'bad' : 'muted';
  return isNone
    ? html`<td><span class="${tone}" role="img" aria-label="no">✗</span></td>`
    : html`<td><span class="muted" role="img" aria-label="in part">◐</span></td>`;
}

function remarksOf(remarks: readonly string[], isMissing: boolean): Markup {
  return html`<details>
    <summary>${isMissing ? 'What happens' : 'What is missing'}</summary>
    ${remarks.map((remark) => html`<small>${inline(remark)}</small>`)}
  </details>`;
}

/** Why it is used all the same; otherwise what caniemail says of it. */
function remarks(uses: readonly SupportGap[]): readonly string[] {
  const reasons = uses.flatMap(({ allowed }) => allowed ?? []);
  const notes = uses.flatMap((use) => use.notes);
  return [...new Set(reasons.length > 0 ? reasons : notes)].slice(0, MOST_NOTES);
}

function cut(element: string): string {
  return element.length > LONGEST_ELEMENT ? `${element.slice(0, LONGEST_ELEMENT)}…` : element;
}
