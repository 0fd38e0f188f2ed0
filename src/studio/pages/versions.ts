/** An edition's versions: what is not saved, the form that saves it, and the history. */
import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import type { EditionView } from '../edition-view.ts';
import type {
  ChangedPlace,
  Explained,
  UnsavedFile,
  VersionAction,
  VersionsView,
} from '../versions.ts';
import { editionHead } from './edition-head.ts';
import { explanation } from './explanation.ts';
import { layout, type Markup } from './layout.ts';
import { publishingSection } from './publishing.ts';
import { editionState } from './run-state.ts';
import { historySection } from './version-history.ts';

/** What was done, by the word that stands for it in the address. */
export const VERSIONS_DONE: Readonly<Record<VersionAction, string>> = {
  started: 'Versions are kept from now on. Save the first one.',
  saved: 'The version is saved.',
  published: 'The versions are published.',
  taken: 'The versions of others are here now.',
  current: 'Others have published nothing new.',
  restored: 'The version is back. What was there before is in the history.',
  reviewing:
    'The versions are on the server, on a branch of their own. Open a pull request for it.',
};

export interface VersionsParts extends EditionView {
  readonly name: string;
  readonly id: string;
  readonly mayWrite: boolean;
  readonly view: VersionsView;
  /** How many versions are skipped. */
  readonly skip: number;
  readonly done?: VersionAction;
  readonly failure?: Explained;
  /** What was typed in the form that failed. */
  readonly typed?: {
    readonly message?: string;
    readonly name?: string;
    readonly email?: string;
  };
}

/** More are shown when somebody asks for them. */
const MOST_PLACES = 10;

type Kept = Extract<VersionsView, { kind: 'kept' }>;

export const LONGEST_FIELD = 200;

/** Returns the page of an edition's versions. */
export function versionsPage(parts: VersionsParts): Markup {
  const { name, id, subject, mayWrite, view, done, failure } = parts;
  return layout({
    title: `Versions: ${subject}`,
    name,
    page: 'versions',
    root: '../../../',
    edition: id,
    mayWrite,
    main: html`${editionHead({ ...parts, page: 'versions', state: editionState(parts) })}
      <div class="versions">
        <p role="status" class="good">${done && VERSIONS_DONE[done]}</p>
        ${failure && explanation(failure, 'alert')}
        ${view.kind === 'none' ? notKept(view, mayWrite) : kept(view, parts)}
      </div>`,
  });
}

function notKept(
  { why, canStart }: Extract<VersionsView, { kind: 'none' }>,
  mayWrite: boolean,
): Markup {
  return html`${explanation(why)}
  ${
    canStart &&
    mayWrite &&
    html`<form method="post" action="start" class="version-form">
      <p class="muted">
        Versions are kept with git, in the folder of the newsletter. Only the files of an edition
        become part of one; nothing leaves this machine.
      </p>
      <button class="strong">Start to keep versions</button>
    </form>`
  }`;
}

function kept(view: Kept, parts: VersionsParts): Markup {
  const { obstacle, leftOut } = view;
  return html`<section aria-labelledby="unsaved-name">
      <div id="unsaved" data-live="letter broken editions">${unsaved(view.unsaved)}</div>
      ${
        leftOut.length > 0 &&
        html`<div class="notice">
          <p><b>Not part of a version:</b></p>
          <ul>
            ${leftOut.map(({ file, reason }) => html`<li><code>${file}</code> ${reason}.</li>`)}
          </ul>
        </div>`
      }
      ${obstacle ? explanation(obstacle) : parts.mayWrite && html`<div id="save-version" data-live="letter broken editions">${view.unsaved.length > 0 && saveForm(view, parts)}</div>`}
    </section>
    ${view.inside !== undefined && insideAnother(view.inside)}
    ${publishingSection(view, parts.mayWrite)} ${historySection(view, parts)}`;
}

/** A submodule: its repository is part of another one, which records one of its versions. */
function insideAnother(outer: string): Markup {
  return html`<p class="muted">
    These stories are in a repository of their own inside <code>${outer}</code> (a “submodule”). A
    version is saved and published in their repository; the one around it does not follow by itself.
  </p>`;
}

function unsaved(files: readonly UnsavedFile[]): Markup {
  const count = files.reduce((sum, { places }) => sum + Math.max(1, places.length), 0);
  if (count === 0) {
    return html`<h2 id="unsaved-name">Everything is saved as a version</h2>`;
  }
  return html`<h2 id="unsaved-name">${plural(count, 'change')} in this edition</h2>
    <ul class="changed-files">
      ${files.map(changedFile)}
    </ul>`;
}

const KINDS: Readonly<Record<UnsavedFile['kind'], string>> = {
  story: 'story',
  picture: 'picture',
  approval: 'approval',
  other: 'file',
};

function changedFile({ file, kind, change, places }: UnsavedFile): Markup {
  const verb = { added: 'New', changed: 'Changed', removed: 'Removed' }[change];
  return html`<li>
    <p>${verb} ${KINDS[kind]}: <code>${file}</code></p>
    ${places.slice(0, MOST_PLACES).map(changedPlace)}
    ${
      places.length > MOST_PLACES &&
      html`<details>
        <summary>${plural(places.length - MOST_PLACES, 'more place')}</summary>
        ${places.slice(MOST_PLACES).map(changedPlace)}
      </details>`
    }
  </li>`;
}

function changedPlace({ line, before, after }: ChangedPlace): Markup {
  return html`<div class="changed-place">
    <p class="muted">Line ${line}</p>
    ${changedLines(before, after)}
  </div>`;
}

function changedLines(before: readonly string[], after: readonly string[]): Markup {
  const lines = (each: readonly string[]) =>
    each.map((line) => html`<span dir="auto">${line === '' ? '\u00a0' : line}</span>`);
  return html`${before.length > 0 && html`<del>${lines(before)}</del>`}
  ${after.length > 0 && html`<ins>${lines(after)}</ins>`}`;
}

function saveForm({ needsName }: Kept, { id, typed = {} }: VersionsParts): Markup {
  return html`<form method="post" action="save" class="version-form">
    ${needsName && nameFields(typed)}
    <div>
      <label for="version-message">What has changed?</label>
      <input
        id="version-message"
        data-typed
        name="message"
        maxlength="${LONGEST_FIELD}"
        autocomplete="off"
        dir="auto"
        placeholder="Update ${id}"
        value="${typed.message ?? ''}"
        aria-describedby="version-hint"
      />
      <p id="version-hint" class="muted">
        A few words, for the history. Only the files of this edition become part of the version.
      </p>
    </div>
    <button class="strong">Save a version</button>
  </form>`;
}

function nameFields({ name = '', email = '' }: NonNullable<VersionsParts['typed']>): Markup {
  return html`<fieldset>
    <legend>Who saves versions here?</legend>
    <label for="version-name">Your name</label>
    <input
      id="version-name"
      data-typed
      name="name"
      required
      maxlength="${LONGEST_FIELD}"
      autocomplete="name"
      value="${name}"
    />
    <label for="version-email">Your email address</label>
    <input
      id="version-email"
      data-typed
      type="email"
      name="email"
      required
      maxlength="${LONGEST_FIELD}"
      autocomplete="email"
      value="${email}"
    />
    <p class="muted">Both are kept in the repository, and everybody who can see it sees them.</p>
  </fieldset>`;
}
