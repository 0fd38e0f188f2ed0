import { html } from 'hono/html';
import { formatCount } from '../../base/format.ts';
import { printable } from '../../base/printable.ts';
import { SUPPRESSION_WORDS } from '../../subscribers/left-out-words.ts';
import type { Reader } from '../../subscribers/reader.ts';
import type { ReaderPage } from '../../subscribers/list-report.ts';
import type { AddressStanding } from '../readers.ts';
import { layout, type Markup } from './layout.ts';
import { day, moment } from './moment.ts';
import { addressOf, addressSwitch, nameOf, stateOfReader, type Shown } from './reader-words.ts';
import { readerSearch } from './readers.ts';

export interface ReaderListParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly shown: Shown;
  /** The search; '' for everybody. */
  readonly text: string;
  /** The key under which the studio remembers the search, for links: it is in no address. */
  readonly search?: string;
  /** Whether the search was one that the studio no longer remembers. */
  readonly forgotten: boolean;
  readonly listing: ReaderPage;
  /** Of the text, if it is an address that no reader has. */
  readonly standing?: AddressStanding;
  /** The query of this page, such as ?after=500. */
  readonly query: string;
}

/** Returns a part of the list, or what a search has found. */
export function readerListPage(parts: ReaderListParts): Markup {
  const { name, mayWrite, shown, text, listing, query, forgotten } = parts;
  const { readers } = listing;
  return layout({
    title: 'Readers',
    name,
    page: 'readers',
    root: '../../',
    mayWrite,
    main: html`<div class="readers">
      <p class="back"><a href="../">Readers</a></p>
      <h1>${text === '' ? 'All readers' : 'Readers found'}</h1>
      ${forgotten && html`<p class="notice">The studio has been restarted. Search again.</p>`}
      ${readerSearch(text, '../', text === '' ? 'here' : 'linked')}
      ${
        readers.length === 0
          ? nothingFound(parts)
          : html`<div class="list-tools">
                <p class="muted">${countOf(listing)}</p>
                ${addressSwitch(shown, query)}
              </div>
              <ol class="reader-list">
                ${readers.map((reader) => row(reader, shown))}
              </ol>
              ${pageLinks(parts)}`
      }
    </div>`,
  });
}

function countOf({ readers, hasNext, hasPrevious }: ReaderPage): string {
  const shown = formatCount(readers.length);
  if (hasNext || hasPrevious) return `${shown} on this page`;
  return readers.length === 1 ? '1 reader' : `${shown} readers`;
}

function row(reader: Reader, shown: Shown): Markup {
  const name = nameOf(reader, shown);
  return html`<li data-row>
    <a href="../${reader.readerId}/">
      <span class="who">
        ${name !== undefined && html`<bdi class="reader-name">${name}</bdi>`}
        ${addressOf(reader.email, shown)}
      </span>
      <span class="state">${stateOfReader(reader, shown)}</span>
      <span class="since muted">since ${day(reader.since, shown.timeZone)}</span>
    </a>
  </li>`;
}

function pageLinks({ listing, search }: ReaderListParts): Markup {
  const { readers, hasPrevious, hasNext } = listing;
  const [first, last] = [readers[0], readers.at(-1)];
  const kept = search === undefined ? '' : `search=${search}&`;
  return html`<p class="pages">
    ${hasPrevious && first && html`<a class="button" rel="prev" href="?${kept}before=${first.id}">Previous</a>`}
    ${hasNext && last && html`<a class="button" rel="next" href="?${kept}after=${last.id}">Next</a>`}
  </p>`;
}

function nothingFound({ text, standing, shown, mayWrite }: ReaderListParts): Markup {
  if (text === '') {
    if (!mayWrite) return html`<p class="nothing">Nobody is on the list yet.</p>`;
    return html`<div class="nothing">
      <h2>Nobody is on the list yet</h2>
      <p>
        <a href="../add/">Add a reader</a>, or import a list with
        <code>broadsheet subscribers import list.csv</code>.
      </p>
    </div>`;
  }
  return html`<div class="nothing">
    <h2>No address or name contains this text</h2>
    ${standing ? standingLines(standing, shown) : html`<p>Try a shorter part of it.</p>`}
    <p><a href="./">All readers</a> ${mayWrite && html`· <a href="../add/">Add a reader</a>`}</p>
  </div>`;
}

function standingLines(
  { suppression, pendingSince }: AddressStanding,
  { timeZone }: Shown,
): Markup {
  return html`${
    pendingSince &&
    html`<p>
      Somebody signed up with this address on ${moment(pendingSince, timeZone)} and has not
      confirmed.
    </p>`
  }${
    suppression &&
    html`<p>
      This address is suppressed since ${moment(suppression.since, timeZone)}:
      ${SUPPRESSION_WORDS[suppression.kind]} (${printable(suppression.reason)}).
    </p>`
  }${!pendingSince && !suppression && html`<p>Nothing is known of this address.</p>`}`;
}
