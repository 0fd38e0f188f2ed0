import { html } from 'hono/html';
import type { KeptStory, KeptText, StoryFile } from '../writing.ts';
import { layout, type Markup } from './layout.ts';
import { moment } from './moment.ts';
import { textComparison } from './text-comparison.ts';

export interface KeptTextsParts {
  /** Of the newsletter. */
  readonly name: string;
  readonly timeZone: string;
  readonly id: string;
  readonly mayWrite: boolean;
  readonly index: number;
  readonly texts: readonly KeptText[];
}

const REASONS: Readonly<Record<KeptText['reason'], string>> = {
  overwritten: 'Was in the file before the studio saved over it',
  unsaved: 'Was typed here and could not be saved',
  removed: 'Was in the file when the story was removed from its edition',
};

/** Returns the list of the texts that were kept of a story. */
export function keptTextsPage(parts: KeptTextsParts): Markup {
  const { name, timeZone, id, mayWrite, index, texts } = parts;
  return layout({
    title: 'Kept texts',
    name,
    page: 'write',
    root: '../../../../',
    mayWrite,
    main: html`<p class="back"><a href="../?story=${index}">Back to the story</a></p>
      <h1>Kept texts</h1>
      <p class="measure">
        What another program wrote is kept before the studio saves over it, and so is a text that
        could not be saved. The newest 40 are kept for 60 days.
      </p>
      ${
        texts.length === 0
          ? html`<p class="muted">There is none of this story yet.</p>`
          : html`<table class="kept-texts">
              <thead>
                <tr>
                  <th scope="col">Kept</th>
                  <th scope="col">Why</th>
                </tr>
              </thead>
              <tbody>
                ${texts.map(
                  (text) =>
                    html`<tr>
                      <td>
                        <a href="${encodeURIComponent(text.name)}/?story=${index}"
                          >${moment(text.at, timeZone)}</a
                        >
                      </td>
                      <td>${REASONS[text.reason]}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
      <p class="facts"><code>${id}</code></p>`,
  });
}

export interface KeptTextParts extends Omit<KeptTextsParts, 'texts'> {
  readonly kept: KeptStory;
  /** The story as it is on the disk. */
  readonly story: StoryFile;
}

/** Returns a kept text beside the story as it is now, to bring it back. */
export function keptTextPage(parts: KeptTextParts): Markup {
  const { name, timeZone, mayWrite, index, kept, story } = parts;
  const isSame = wholeText(kept) === wholeText(story);
  return layout({
    title: 'Kept text',
    name,
    page: 'write',
    root: '../../../../../',
    mayWrite,
    main: html`<p class="back"><a href="../?story=${index}">Kept texts</a></p>
      <h1>Kept text</h1>
      <p class="facts">
        ${moment(kept.at, timeZone)} <span>${REASONS[kept.reason]}</span>
        <code>${story.file}</code>
      </p>
      ${
        isSame
          ? html`<p class="good">This is what the file has now.</p>`
          : textComparison({
              before: { name: 'In the file now', text: wholeText(story) },
              after: { name: 'Kept', text: wholeText(kept) },
            })
      }
      ${mayWrite && !isSame && bringBack(kept, story)}
      <h2>The whole text</h2>
      <pre class="source" tabindex="0" dir="auto">${wholeText(kept)}</pre>`,
  });
}

function wholeText({ frontMatter, body }: Pick<StoryFile, 'frontMatter' | 'body'>): string {
  return frontMatter === '' ? body : `---\n${frontMatter}\n---\n\n${body}`;
}

function bringBack({ frontMatter, body }: KeptStory, { version, file, index }: StoryFile): Markup {
  return html`<form method="post" action="../../?story=${index}">
    <input type="hidden" name="base" value="${version}" />
    <input type="hidden" name="file" value="${file}" />
    <input type="hidden" name="frontMatter" value="${frontMatter}" />
    <input type="hidden" name="body" value="${body}" />
    <p>
      <button class="strong">Bring this text back</button>
      <span class="muted">What is in the file now is kept.</span>
    </p>
  </form>`;
}
