import { html } from 'hono/html';
import type { GivenReader } from '../readers.ts';
import { layout, type Markup } from './layout.ts';
import { LONGEST_CONSENT } from './reader-actions.ts';

export interface AddReaderParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  /** What readers choose, with the words that they read. */
  readonly topics: Readonly<Record<string, string>>;
  /** Why the last one could not be added, and what was typed. */
  readonly failure?: { readonly message: string; readonly remedy: string };
  readonly given?: GivenReader;
}

/** Returns the form that adds a reader. */
export function addReaderPage(parts: AddReaderParts): Markup {
  const { name, mayWrite, topics, failure, given } = parts;
  return layout({
    title: 'Add a reader',
    name,
    page: 'readers',
    root: '../../',
    mayWrite,
    main: html`<p class="back"><a href="../">Readers</a></p>
      <h1>Add a reader</h1>
      <p class="measure muted">
        They get letters at once, without a confirmation. Add only people who have asked for it.
      </p>
      ${
        failure &&
        html`<div class="broken" role="alert">
          <p><b>${failure.message}</b></p>
          <p>${failure.remedy}</p>
        </div>`
      }
      <form class="give add-reader" method="post" action="save">
        <div>
          <label for="add-email">Address</label>
          <input
            id="add-email"
            type="email"
            name="email"
            required
            maxlength="320"
            autocomplete="off"
            value="${given?.email ?? ''}"
          />
        </div>
        <div>
          <label for="add-name">Name</label>
          <input
            id="add-name"
            name="name"
            maxlength="200"
            autocomplete="off"
            dir="auto"
            value="${given?.name ?? ''}"
          />
        </div>
        ${topicChoices(topics, given?.topics)}
        <div>
          <label for="add-consent">Where does their consent come from?</label>
          <input
            id="add-consent"
            name="consent"
            required
            maxlength="${LONGEST_CONSENT}"
            autocomplete="off"
            aria-describedby="add-consent-hint"
            value="${given?.consent ?? ''}"
          />
          <p id="add-consent-hint" class="muted">
            For the record of consent, such as “asked by email on 2 May” or “signed the list at the
            book fair”.
          </p>
        </div>
        <p class="give-actions"><button class="strong">Add to the list</button></p>
      </form>`,
  });
}

/** Every topic is chosen at first, as for those who have not chosen. */
function topicChoices(
  topics: AddReaderParts['topics'],
  chosen: readonly string[] = Object.keys(topics),
): Markup | false {
  const names = Object.entries(topics);
  return (
    names.length > 0 &&
    html`<fieldset>
      <legend>Topics</legend>
      ${names.map(
        ([topic, label]) =>
          html`<label class="check"
            ><input
              type="checkbox"
              name="topics"
              value="${topic}"
              ${chosen.includes(topic) && 'checked'}
            />
            ${label}</label
          >`,
      )}
    </fieldset>`
  );
}
