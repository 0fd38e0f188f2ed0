import { html } from 'hono/html';
import type { EarlierPicture } from '../../pictures.ts';
import type { Markup } from '../layout.ts';
import { picturesLayout, thumbnail, type PicturesFrame } from './frame.ts';

export interface EarlierParts extends PicturesFrame {
  readonly pictures: readonly EarlierPicture[];
  /** What is looked for; '' shows all. */
  readonly text: string;
  readonly page: number;
  readonly hasMore: boolean;
}

/** Returns the page of the pictures that the editions have had, to use one again. */
export function earlierPage(parts: EarlierParts): Markup {
  const { pictures, text, page, hasMore, story } = parts;
  const to = (at: number) => `?story=${story}&q=${encodeURIComponent(text)}&page=${at}`;
  return picturesLayout(
    parts,
    'Earlier pictures',
    html`<p class="crumbs"><a href="../?story=${story}">Choose a file instead</a></p>
      <form class="find-picture" role="search">
        <input type="hidden" name="story" value="${story}" />
        <label class="field" for="picture-search">Words of the picture, or the file’s name</label>
        <p class="picture-actions">
          <input id="picture-search" data-first type="search" name="q" value="${text}" />
          <button>Search</button>
        </p>
      </form>
      ${pictures.length === 0 && html`<p class="muted" role="status">${nothing(text, page)}</p>`}
      <ul class="picture-grid">
        ${pictures.map((each) => tile(each, story))}
      </ul>
      ${
        (page > 0 || hasMore) &&
        html`<nav class="picture-actions" aria-label="Pages of pictures">
          ${page > 0 && html`<a class="button" rel="prev" href="${to(page - 1)}">Newer</a>`}
          ${hasMore && html`<a class="button" rel="next" href="${to(page + 1)}">Older</a>`}
        </nav>`
      }`,
  );
}

function nothing(text: string, page: number): string {
  if (page > 0) return 'There are no older pictures.';
  return text === ''
    ? 'No edition has a picture file yet.'
    : `No picture is described by “${text}”.`;
}

function tile(picture: EarlierPicture, story: number): Markup {
  const { edition, story: from, n } = picture.ref;
  const folder = `${encodeURIComponent(edition)}/${from}/${n}/`;
  return html`<li>
    <a href="${folder}?story=${story}">
      ${thumbnail(picture, folder)}
      <span class="picture-alt" dir="auto">${picture.words.alt || picture.name}</span>
    </a>
    <p class="muted">${edition}</p>
  </li>`;
}
