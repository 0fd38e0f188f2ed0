import { html } from 'hono/html';
import type { ArrangedStory, RemovedStory, StoryList } from '../story-list.ts';
import { layout, type Markup } from './layout.ts';
import { moment } from './moment.ts';
import { messageAndRemedy } from './problems.ts';

interface Frame {
  /** Of the newsletter. */
  readonly name: string;
  readonly timeZone: string;
  readonly id: string;
  readonly mayWrite: boolean;
}

export interface StoriesParts extends Frame {
  readonly list: StoryList;
  /** What was done last: the story that has moved or is back, by its position. */
  readonly done?: { readonly what: StoryListDone; readonly at: number | undefined };
  readonly failure?: { readonly message: string; readonly remedy: string };
}

export type StoryListDone = keyof typeof DONE;

export const DONE = {
  up: 'The story was moved up.',
  down: 'The story was moved down.',
  removed: 'The story was removed. You can bring it back below.',
  back: 'The story is back.',
} as const;

/** Returns the page on which the stories of an edition are moved, removed and brought back. */
export function storiesPage(parts: StoriesParts): Markup {
  const { name, id, mayWrite, list, done, failure } = parts;
  return layout({
    title: 'Stories',
    name,
    page: 'write',
    root: '../../../',
    edition: id,
    mayWrite,
    main: html`<p class="back"><a href="../write/">Back to writing</a></p>
      <h1>Stories</h1>
      <p class="measure">
        The first story leads. It keeps what belongs to the edition as a whole: the subject, the
        preheader, the date, the time and the audience go to the story that leads.
      </p>
      <div role="status">${done && html`<p class="good">${DONE[done.what]}</p>`}</div>
      ${failure && html`<div class="broken" role="alert">${messageAndRemedy(failure)}</div>`}
      <ol class="stories">
        ${list.stories.map((story, index) => storyRow(story, index, parts))}
      </ol>
      <p>
        <a class="button" href="../../../new/?into=${encodeURIComponent(id)}">Add a story</a>
      </p>
      ${list.removed.length > 0 && removedStories(list.removed, parts)}
      <p class="facts"><code>${id}</code></p>`,
  });
}

function storyRow(
  { file, headline }: ArrangedStory,
  index: number,
  { list, done }: StoriesParts,
): Markup {
  const last = list.stories.length - 1;
  const isMoved = done?.at === index;
  // The button that was pressed has the focus again, so that it can be pressed once more.
  const goesUp = isMoved && (done.what === 'up' ? index > 0 : index === last);
  return html`<li data-moved="${isMoved && 'true'}">
    <p class="story-name">
      <a href="../write/?story=${index}" dir="auto">${headline}</a>
      ${index === 0 && html`<span class="muted">Leads</span>`}
      <code>${file.replace(/^.*[/\\]/, '')}</code>
    </p>
    <form method="post" action="move" class="story-actions">
      <input type="hidden" name="order" value="${list.order}" />
      <input type="hidden" name="file" value="${file}" />
      <input type="hidden" name="at" value="${index}" />
      ${moveButton('up', headline, { isOff: index === 0, hasFocus: goesUp })}
      ${moveButton('down', headline, { isOff: index === last, hasFocus: isMoved && !goesUp })}
      ${
        last > 0 &&
        html`<a
          class="button"
          href="remove/?file=${encodeURIComponent(file)}"
          aria-label="Remove ${headline} …"
          >Remove …</a
        >`
      }
    </form>
  </li>`;
}

function moveButton(
  by: 'up' | 'down',
  headline: string,
  { isOff, hasFocus }: { readonly isOff: boolean; readonly hasFocus: boolean },
): Markup {
  const label = by === 'up' ? 'Move up' : 'Move down';
  return html`<button
    name="by"
    value="${by}"
    aria-label="${label}: ${headline}"
    ${isOff && 'disabled'}
    ${hasFocus && 'autofocus'}
  >
    ${label}
  </button>`;
}

function removedStories(
  removed: readonly RemovedStory[],
  { list, timeZone }: StoriesParts,
): Markup {
  return html`<h2>Removed</h2>
    <p class="muted">Kept on this computer for 60 days.</p>
    <ul class="stories">
      ${removed.map(
        ({ name, file, headline, at }) =>
          html`<li>
            <p class="story-name">
              <bdi>${headline}</bdi> <span class="muted">${moment(at, timeZone)}</span>
              <code>${file}</code>
            </p>
            <form method="post" action="bring-back" class="story-actions">
              <input type="hidden" name="order" value="${list.order}" />
              <input type="hidden" name="name" value="${name}" />
              <button aria-label="Bring back: ${headline}">Bring back</button>
            </form>
          </li>`,
      )}
    </ul>`;
}

export interface RemoveStoryParts extends Omit<Frame, 'timeZone'> {
  readonly list: StoryList;
  readonly story: ArrangedStory;
  /** The version of its file. */
  readonly version: string;
}

/** Returns the page that says what happens when a story is removed, and asks. */
export function removeStoryPage({
  name,
  id,
  mayWrite,
  list,
  story,
  version,
}: RemoveStoryParts): Markup {
  const isLead = story.file === list.stories[0]?.file;
  return layout({
    title: 'Remove a story',
    name,
    page: 'write',
    root: '../../../../',
    edition: id,
    mayWrite,
    main: html`<p class="back"><a href="../">Stories</a></p>
      <h1>Remove this story?</h1>
      <p class="measure remove-story">
        <b dir="auto">${story.headline}</b> <code>${story.file}</code>
      </p>
      <ul class="measure remove-story">
        <li>The letter no longer has it. Its pictures stay beside the other stories.</li>
        <li>Its text is kept on this computer for 60 days: the page “Stories” brings it back.</li>
        ${
          isLead &&
          html`<li>
            It leads. “<bdi>${list.stories[1]?.headline}</bdi>” will lead, with the subject, the
            preheader, the date, the time, the audience and the hold of the edition.
          </li>`
        }
        ${
          story.holds &&
          !isLead &&
          html`<li>
            <b>It holds the edition.</b> Without it, the edition may go out when its time comes.
          </li>`
        }
      </ul>
      <form method="post" action="../remove">
        <input type="hidden" name="order" value="${list.order}" />
        <input type="hidden" name="file" value="${story.file}" />
        <input type="hidden" name="base" value="${version}" />
        <p class="give-actions">
          <button class="strong">Remove the story</button> <a class="button" href="../">Keep it</a>
        </p>
      </form>`,
  });
}
