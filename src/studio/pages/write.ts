import { html } from 'hono/html';
import type { EditionView } from '../edition-view.ts';
import type { ListedStory, StoryFile } from '../writing.ts';
import { editionHead } from './edition-head.ts';
import { layout, type Markup } from './layout.ts';
import { messageAndRemedy } from './problems.ts';
import { editionState } from './run-state.ts';
import { conflict } from './write-conflict.ts';
import { inboxFields, storyFields, type InEffect } from './write-fields.ts';
import { inboxCuts, letterBeside } from './write-letter.ts';

export interface WriteParts extends EditionView {
  /** Of the newsletter. */
  readonly name: string;
  readonly id: string;
  readonly mayWrite: boolean;
  readonly stories: readonly WrittenStory[];
  /** Whether the stories can be moved and removed: an edition that is one file has a single one. */
  readonly isDigest: boolean;
  readonly audiences: readonly string[];
  readonly inEffect: InEffect;
  /** What the form shows: what is on the disk, or what was typed and could not be saved. */
  readonly story: StoryFile;
  readonly asYaml: boolean;
  /** What became of the last save. */
  readonly outcome?: WriteOutcome;
  readonly hasKept: boolean;
}

/** A story in the list, as people call it. */
export interface WrittenStory extends ListedStory {
  readonly headline: string;
}

export type WriteOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'failed'; readonly message: string; readonly remedy: string }
  /** The file has changed; this is what is on the disk. */
  | { readonly kind: 'changed'; readonly story: StoryFile };

/** Returns the page on which a story is written: a form that works without a script. */
export function writePage(parts: WriteParts): Markup {
  const { name, id, subject, story, outcome, mayWrite } = parts;
  return layout({
    title: `Write · ${subject}`,
    name,
    page: 'write',
    root: '../../../',
    edition: id,
    mayWrite,
    main: html`${editionHead({ ...parts, page: 'write', state: editionState(parts) })}
      ${storyTabs(parts)} ${outcomeOf(outcome, story)}
      <div class="writing">
        ${mayWrite ? writeForm(parts) : toLookAt(story)} ${letterBeside(parts)}
      </div>
      ${mayWrite && html`<script defer src="../../../assets/editor.js"></script>`}`,
  });
}

function storyTabs({ id, stories, story, mayWrite, isDigest }: WriteParts): Markup | false {
  return (
    (stories.length > 1 || mayWrite) &&
    html`<nav class="tabs story-tabs" aria-label="Stories of this edition">
      ${stories.map(
        ({ index, headline }) =>
          html`<a
            href="?story=${index}"
            data-story="${index}"
            aria-current="${index === story.index && 'page'}"
            dir="auto"
            >${headline}</a
          >`,
      )}
      ${
        mayWrite &&
        html`<a class="add-story" href="../../../new/?into=${encodeURIComponent(id)}"
          >Add a story</a
        >`
      }
      ${mayWrite && isDigest && html`<a class="add-story" href="../stories/">Move or remove</a>`}
    </nav>`
  );
}

function outcomeOf(outcome: WriteOutcome | undefined, typed: StoryFile): Markup {
  return html`<div id="write-outcome" role="status">
      ${outcome?.kind === 'saved' && html`<p class="good">Saved.</p>`}
    </div>
    ${
      outcome?.kind === 'failed' &&
      html`<div class="broken" role="alert">
        <h2>Not saved</h2>
        ${messageAndRemedy(outcome)}
        <p class="muted">What you typed is still in the form below.</p>
      </div>`
    }
    ${outcome?.kind === 'changed' && conflict(outcome.story, typed)}`;
}

function writeForm(parts: WriteParts): Markup {
  const { story, asYaml, outcome, timeZone } = parts;
  const isYaml = asYaml || story.fields === undefined;
  const label = outcome?.kind === 'changed' ? 'Save my version' : 'Save';
  // What could not be saved stays in the form: nothing is read anew, or saved by itself.
  const isPlain = outcome !== undefined && outcome.kind !== 'saved';
  return html`<form
    id="write"
    class="write"
    method="post"
    action="?story=${story.index}"
    data-story="${story.index}"
    data-format="${story.format}"
    data-body-line="${story.bodyLine}"
    data-zone="${timeZone}"
    ${isPlain && 'data-plain'}
  >
    <input type="hidden" name="base" value="${story.version}" />
    <input type="hidden" name="file" value="${story.file}" />
    ${isYaml ? detailsOf(parts) : inboxGroup(parts)}
    <div class="write-story" data-in-pane="story">
      <label for="story-body" id="story-body-name">Story</label>
      <textarea
        id="story-body"
        name="body"
        dir="auto"
        rows="${rowsFor(story.body)}"
        aria-describedby="hint-body"
      >
${story.body}</textarea>
      <p id="hint-body" class="muted">${hintFor(story)}</p>
    </div>
    ${!isYaml && detailsOf(parts)}
    <div class="write-actions">
      <button class="strong">${label}</button>
      <span id="save-state" class="save-state"></span>
      <a class="to-letter" href="../nobody/">See the letter</a>
      ${moreLinks(parts)}
    </div>
  </form>`;
}

/** As YAML, they come before the story, as in the file: a mistake in them is seen at once. */
function detailsOf(parts: WriteParts): Markup {
  return html`<div class="write-details" data-in-pane="details">
    ${storyFields(parts, parts.asYaml)}
  </div>`;
}

/** Subject and preheader, and what becomes of them. */
function inboxGroup(parts: WriteParts): Markup | false {
  const fields = inboxFields(parts);
  return (
    fields !== undefined &&
    html`<div class="write-inbox" data-in-pane="details">${fields} ${inboxCuts(parts.build)}</div>`
  );
}

function hintFor({ format }: StoryFile): string {
  return format === 'markdown'
    ? 'Markdown: # headline, **bold**, [a link](https://example.com), ## a heading, > a quotation, - a list.'
    : 'Plain text, as it came from the wire: the headline is in the first lines, and an empty line ends a paragraph.';
}

function moreLinks({ story, asYaml, hasKept }: WriteParts): Markup {
  const { index, fields, format } = story;
  return html`${
      fields !== undefined &&
      (asYaml
        ? html`<a href="?story=${index}">Edit the fields</a>`
        : html`<a href="?story=${index}&amp;yaml=1">Edit as YAML</a>`)
    }
    <a href="../pictures/?story=${index}" data-pictures>Pictures</a>
    ${format === 'text' && html`<a href="markdown/?story=${index}">Turn into Markdown</a>`}
    ${hasKept && html`<a href="kept/?story=${index}">Kept texts</a>`}`;
}

/** What somebody sees who may only look. */
function toLookAt({ frontMatter, body }: StoryFile): Markup {
  return html`${frontMatter !== '' && html`<pre class="source" tabindex="0" dir="auto">${frontMatter}</pre>`}
    <pre class="source" tabindex="0" dir="auto">${body}</pre>`;
}

/** As many rows as a text needs, in bounds; a row holds some 80 characters. */
function rowsFor(text: string): number {
  const rows = text.split('\n').reduce((sum, line) => sum + 1 + Math.floor(line.length / 80), 1);
  return Math.min(40, Math.max(16, rows));
}
