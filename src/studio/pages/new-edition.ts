import { html } from 'hono/html';
import type { BuildFailure } from '../build-failure.ts';
import { layout, type Markup } from './layout.ts';
import { failureReasons } from './problems.ts';

export interface NewEditionParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  /** The edition that gets the story; absent for a new one. */
  readonly into?: string;
  /** Why the last source could not be read. */
  readonly failure?: BuildFailure;
  /** What was typed, to try again with. */
  readonly given?: { readonly text?: string; readonly url?: string };
}

/** Returns the page that takes a story: pasted, as a file, or by its address. */
export function newEditionPage(parts: NewEditionParts): Markup {
  const { name, mayWrite, into, failure, given = {} } = parts;
  const title = into === undefined ? 'New edition' : 'Add a story';
  return layout({
    title,
    name,
    page: 'new',
    root: '../',
    mayWrite,
    main: html`${into !== undefined && backToEdition(into)}
      <h1>${title}</h1>
      <p class="measure muted">
        Bring in a story. Next you see what was read of it, and nothing is written before you save.
      </p>
      ${failure && html`<div class="broken" role="alert">${failureReasons(failure)}</div>`}
      <form class="give" method="post" action="read" enctype="multipart/form-data" data-give>
        <label class="field" for="give-text">Paste the story</label>
        <textarea
          id="give-text"
          name="text"
          rows="12"
          dir="auto"
          aria-describedby="give-hint"
          data-paste
          placeholder="The text of a page, a document or a wire story"
        >
${given.text ?? ''}</textarea>
        <input type="hidden" name="html" />
        ${intoField(into)}
        <p id="give-hint" class="muted" data-paste-hint>
          Links, bold text, lists and tables are kept if you paste them from a page or a document.
        </p>
        <div class="give-others">
          <div>
            <label class="field" for="give-file">Or choose a file</label>
            <input
              id="give-file"
              type="file"
              name="file"
              accept=".txt,.md,.markdown,.html,.htm,.docx"
              aria-describedby="give-file-hint"
            />
            <p id="give-file-hint" class="muted">
              Text, Markdown, a saved page, or Word. You can drop it here.
            </p>
          </div>
          <div>
            <label class="field" for="give-url">Or give the address of a page</label>
            <input
              id="give-url"
              name="url"
              inputmode="url"
              placeholder="https://"
              value="${given.url ?? ''}"
              aria-describedby="give-url-hint"
            />
            <p id="give-url-hint" class="muted">It is fetched with its pictures.</p>
          </div>
        </div>
        <p class="give-actions"><button class="strong">Read it</button></p>
      </form>`,
  });
}

/** Returns the link back to the edition that gets a story. */
function backToEdition(into: string): Markup {
  return html`<p class="crumbs">
    <a href="../editions/${encodeURIComponent(into)}/write/">Back to <bdi>${into}</bdi></a>
  </p>`;
}

/** Returns the field that names the edition that gets a story. */
export function intoField(into: string | undefined): Markup | false {
  return into !== undefined && html`<input type="hidden" name="into" value="${into}" />`;
}
