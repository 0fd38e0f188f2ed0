import { html } from 'hono/html';
import type { Reader } from '../../subscribers/reader.ts';
import { speechIn, type Speech } from '../language.ts';
import { READER_WORDS } from '../wording/reader.ts';
import type { ReaderWords } from '../wording/reader-words.ts';
import type { Markup } from './layout.ts';

/** The languages that a reader can choose. */
export const LANGUAGES: readonly string[] = Object.keys(READER_WORDS);

/** Returns the form by which a reader chooses a language and a time zone. */
export function languageForm(
  { words, locale }: Speech<ReaderWords>,
  reader: Reader,
  action: string,
): Markup {
  const shown = speechIn(READER_WORDS, [locale]).words;
  const zones = timeZones(reader.timeZone);
  return html`<form method="post" action="${action}">
    <label for="locale">${words.languageLabel}</label>
    <select id="locale" name="locale">
      ${LANGUAGES.map(
        (tag) =>
          html`<option lang="${tag}" value="${tag}" ${selected(READER_WORDS[tag] === shown)}>
            ${ownName(tag)}
          </option>`,
      )}
    </select>
    <label for="time-zone">${words.timeZone}</label>
    <p class="quiet" id="time-zone-note">${words.timeZoneNote}</p>
    <select id="time-zone" name="timeZone" aria-describedby="time-zone-note">
      ${
        reader.timeZone === undefined
          ? html`<option value="" selected>${words.noTimeZone}</option>`
          : ''
      }
      ${[...zones].map(
        ([region, names]) =>
          html`<optgroup label="${region}">
            ${names.map(
              (name) =>
                html`<option value="${name}" ${selected(name === reader.timeZone)}>
                  ${name.slice(name.indexOf('/') + 1).replaceAll('_', ' ')}
                </option>`,
            )}
          </optgroup>`,
      )}
    </select>
    <button>${words.save}</button>
  </form>`;
}

function selected(is: boolean): string {
  return is ? 'selected' : '';
}

/** A language in its own words: Deutsch. */
function ownName(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** To list the zones takes longer than the rest of a page. */
const ZONES = [...Intl.supportedValuesOf('timeZone'), 'UTC'].sort();

/** The time zones by region, with one that is known by another name. */
function timeZones(own: string | undefined): ReadonlyMap<string, readonly string[]> {
  const names = own === undefined || ZONES.includes(own) ? ZONES : [own, ...ZONES];
  return Map.groupBy(names, (name) => name.split('/')[0] ?? name);
}
