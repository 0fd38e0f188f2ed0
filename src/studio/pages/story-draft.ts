import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import type { LeftOut } from '../../article/reading.ts';
import type { BuildFailure } from '../build-failure.ts';
import type { StoryDraft, StoryParts } from '../story.ts';
import { layout, type Markup } from './layout.ts';
import { intoField } from './new-edition.ts';
import { failureReasons, problemGroups } from './problems.ts';

export interface StoryDraftParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly draft: StoryDraft;
  /** The edition that gets the story; absent for a new one. */
  readonly into?: string;
  /** Why it could not be saved. */
  readonly failure?: BuildFailure;
}

/** Returns the page that shows what was read of a story, and lets a person correct and save it. */
export function storyDraftPage(parts: StoryDraftParts): Markup {
  const { name, mayWrite, draft, into, failure } = parts;
  const another = into === undefined ? '' : `?into=${encodeURIComponent(into)}`;
  return layout({
    title: into === undefined ? 'New edition' : 'Add a story',
    name,
    page: 'new',
    root: '../',
    mayWrite,
    main: html`<p class="crumbs"><a href="../new/${another}">Bring in another story</a></p>
      <h1>What was read</h1>
      <p class="facts muted">
        <bdi>${draft.source}</bdi>
        <span>${draft.words.taken} of ${plural(draft.words.found, 'word')} taken</span>
        ${draft.pictures > 0 && html`<span>${plural(draft.pictures, 'picture')}</span>`}
      </p>
      ${failure && html`<div class="broken" role="alert">${failureReasons(failure)}</div>`}
      <div class="draft">
        <form method="post" action="save" class="draft-parts">
          <input type="hidden" name="token" value="${draft.token}" />
          ${intoField(into)} ${fields(draft)}
          <p class="draft-actions">
            <button class="strong">
              ${into === undefined ? 'Save as an edition' : 'Add to the edition'}
            </button>
          </p>
        </form>
        <aside class="draft-aside" aria-label="What to look at">
          ${leftOutList(draft.leftOut)}
          ${
            draft.notes.length > 0 &&
            html`<h2>Notes</h2>
              ${problemGroups(draft.notes, { root: '../', mayWrite })}`
          }
        </aside>
      </div>`,
  });
}

function fields({ parts, subject, preheader, hasImage }: StoryDraft): Markup {
  const field = (part: keyof StoryParts, label: string, control: Markup, hint?: Markup) =>
    html`<div class="part part-${part}">
      <label for="part-${part}">${label}</label>
      ${control} ${hint}
    </div>`;
  const line = (part: keyof StoryParts, label: string, placeholder = 'None') =>
    field(
      part,
      label,
      html`<input
        id="part-${part}"
        name="${part}"
        value="${parts[part]}"
        placeholder="${placeholder}"
        dir="auto"
      />`,
    );
  const area = (part: keyof StoryParts, label: string, rows: number, hint?: string) =>
    field(
      part,
      label,
      html`<textarea
        id="part-${part}"
        name="${part}"
        rows="${rows}"
        dir="auto"
        ${hint !== undefined && html`aria-describedby="hint-${part}"`}
      >
${parts[part]}</textarea>`,
      hint === undefined ? undefined : html`<p id="hint-${part}" class="muted">${hint}</p>`,
    );
  const date = html`<input
    id="part-date"
    type="date"
    name="date"
    value="${parts.date}"
    required
  />`;
  return html`${field('date', 'Date', date)} ${line('section', 'Section')}
    ${area('headline', 'Headline', 2)} ${line('dek', 'Dek, the line under the headline')}
    ${line('byline', 'Byline')}
    ${area('keyPoints', 'Key points', rowsFor(parts.keyPoints, 2, 8), 'One per line.')}
    ${
      hasImage &&
      html`<fieldset class="part-photo">
        <legend>Photo</legend>
        ${line('alt', 'Alternative text, for readers who can’t see it', 'Describe the photo')}
        ${line('caption', 'Caption')} ${line('credit', 'Credit')}
      </fieldset>`
    }
    ${line('dateline', 'Dateline')}
    ${area(
      'story',
      'Story',
      rowsFor(parts.story, 12, 40),
      'Markdown: **bold**, [a link](https://example.com), ## a heading, > a quotation, - a list.',
    )}
    <fieldset class="part-inbox">
      <legend>In the inbox</legend>
      ${line('subject', 'Subject', subject)} ${line('preheader', 'Preheader', preheader)}
    </fieldset>`;
}

/** As many rows as a text needs, in bounds; a row holds some 80 characters. */
function rowsFor(text: string, least: number, most: number): number {
  const rows = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 80), 1);
  return Math.min(most, Math.max(least, rows));
}

function leftOutList(leftOut: readonly LeftOut[]): Markup {
  if (leftOut.length === 0) {
    return html`<h2>Left out</h2>
      <p class="good">Nothing: every word of the source is in the story.</p>`;
  }
  return html`<h2>Left out</h2>
    <p class="muted">
      ${plural(leftOut.length, 'line')} of the source. Put back what is part of the story.
    </p>
    <ol class="left-out">
      ${leftOut.map(
        ({ text, reason }) =>
          html`<li>
            <p dir="auto" class="left-out-text">${text}</p>
            <p class="left-out-reason">
              <span class="muted">${reason}</span>
              <button type="button" class="quiet" data-put-back="part-story">Put back</button>
            </p>
          </li>`,
      )}
    </ol>`;
}
