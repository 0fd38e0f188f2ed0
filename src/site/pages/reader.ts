/** A reader's own page: leaving first, then everything that may be a reason to stay. */
import { html } from 'hono/html';
import { counted } from '../../config/wording.ts';
import type { Reader } from '../../subscribers/reader.ts';
import type { Speech } from '../language.ts';
import type { Site } from '../options.ts';
import { pagePath } from '../paths.ts';
import type { ReaderWords } from '../wording/reader-words.ts';
import { filled, masked, paperName } from './filled.ts';
import { languageForm } from './language-form.ts';
import { layout, type Markup } from './layout.ts';
import { topicChoices } from './topic-choices.ts';

/** What a reader's page is made of. */
export interface ReaderView {
  readonly site: Site;
  readonly speech: Speech<ReaderWords>;
  readonly reader: Reader;
  /** What was just done. */
  readonly notice?: Markup;
  /** The form that could not be accepted, and what was typed. */
  readonly mistake?: { readonly form: 'address'; readonly typed: string };
}

export const PAUSE_WEEKS = [2, 4, 8] as const;

/** Returns the values that the phrases of a reader's pages are filled with. */
export function valuesOf({ site, reader }: Pick<ReaderView, 'site' | 'reader'>) {
  const { newsletter } = site;
  return {
    name: paperName(newsletter.name),
    email: masked(reader.email),
    contact: html`<bdi dir="ltr">${newsletter.contact}</bdi>`,
  };
}

/** Returns the page of a reader who is on the list. */
export function readerPage(view: ReaderView): Markup {
  const { site, speech, reader, notice } = view;
  const { words } = speech;
  const action = pagePath(site, 'reader', reader.readerId);
  const main = html`
    ${noticeOf(notice)}
    <section class="card lead" aria-labelledby="you">
      <h1 id="you">${filled(words.youGet, valuesOf(view))}</h1>
      <form method="post" action="${action}/leave">
        <button class="primary">${words.unsubscribe}</button>
      </form>
      <p class="quiet">${words.unsubscribeNote}</p>
    </section>
    ${topicsCard(view, action)} ${pauseCard(view, action)}
    <div class="rows">
      ${addressRow(view, action)} ${languageRow(view, action)} ${dataRows(view, action)}
    </div>
  `;
  const title = words.unsubscribe;
  return layout(site, { title, speech, main });
}

/** Says what was just done; it gets the focus, so that a screen reader says it too. */
export function noticeOf(notice: Markup | undefined): Markup {
  if (notice === undefined) return html``;
  return html`<p class="notice" role="status" tabindex="-1" autofocus>${notice}</p>`;
}

function topicsCard({ site, speech, reader }: ReaderView, action: string): Markup {
  const { words } = speech;
  if (Object.keys(site.newsletter.topics).length === 0) return html``;
  const isChosen = (topic: string) => reader.topics?.includes(topic) ?? true;
  return html`<section class="card">
    <form method="post" action="${action}/topics">
      <fieldset>
        <legend><h2>${words.topics}</h2></legend>
        <p class="quiet">${words.topicsNote}</p>
        ${topicChoices(site.newsletter.topics, isChosen)}
      </fieldset>
      <button>${words.save}</button>
    </form>
  </section>`;
}

function pauseCard({ site, speech, reader }: ReaderView, action: string): Markup {
  const { words, locale } = speech;
  const { state } = reader;
  if (state.kind === 'paused') {
    const date = dayOf(state.until, locale, site.newsletter.timeZone);
    return html`<section class="card">
      <h2>${filled(words.pausedUntil, { date: html`${date}` })}</h2>
      <form method="post" action="${action}/resume"><button>${words.resume}</button></form>
    </section>`;
  }
  return html`<section class="card" aria-labelledby="pause">
    <h2 id="pause">${words.pause}</h2>
    <p class="quiet">${words.pauseNote}</p>
    <form method="post" action="${action}/pause" class="side-by-side">
      ${PAUSE_WEEKS.map(
        (weeks) =>
          html`<button name="weeks" value="${weeks}">
            ${counted(words.weeks, weeks, locale)}
          </button>`,
      )}
    </form>
  </section>`;
}

function addressRow({ speech, mistake }: ReaderView, action: string): Markup {
  const { words } = speech;
  const typed = mistake?.form === 'address' ? mistake.typed : undefined;
  const fault =
    typed === undefined
      ? html``
      : html`<p class="fault" id="address-fault" role="alert">${words.addressInvalid}</p>`;
  const marked =
    typed === undefined
      ? html``
      : html`aria-invalid="true" aria-describedby="address-fault" autofocus`;
  return html`<details ${typed === undefined ? '' : 'open'}>
    <summary><h2>${words.address}</h2></summary>
    <form method="post" action="${action}/address">
      <p class="quiet">${words.addressNote}</p>
      <label for="email">${words.newAddress}</label>
      <input
        id="email"
        name="email"
        type="email"
        dir="ltr"
        autocomplete="email"
        required
        maxlength="254"
        value="${typed ?? ''}"
        ${marked}
      />
      ${fault}
      <button>${words.sendLink}</button>
    </form>
  </details>`;
}

function languageRow({ speech, reader }: ReaderView, action: string): Markup {
  const { words } = speech;
  return html`<details>
    <summary><h2>${words.language}</h2></summary>
    ${languageForm(speech, reader, `${action}/language`)}
  </details>`;
}

/** Returns the forms of the rights that everybody has whose data is kept, on the list or not. */
export function dataRows({ speech }: Pick<ReaderView, 'speech'>, action: string): Markup {
  const { words } = speech;
  return html`${askingRow(words.data, words.dataNote, words.sendLink, `${action}/export`)}
  ${askingRow(words.erase, words.eraseNote, words.sendLink, `${action}/erase`)}`;
}

/** A form with nothing but a button, for what a fresh mail has to confirm. */
function askingRow(title: string, note: string, button: string, action: string): Markup {
  return html`<details>
    <summary><h2>${title}</h2></summary>
    <form method="post" action="${action}">
      <p class="quiet">${note}</p>
      <button>${button}</button>
    </form>
  </details>`;
}

/** Returns a day in words, in the newsletter's time zone. */
export function dayOf(date: Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(date);
}
