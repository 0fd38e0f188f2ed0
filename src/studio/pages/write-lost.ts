import { html } from 'hono/html';
import { FIELD_NAMES, type FileSaved, type StoryChange } from '../writing.ts';
import { layout, type Markup } from './layout.ts';
import { FIELDS } from './write-fields.ts';

export interface LostStoryParts {
  readonly name: string;
  /** What somebody typed into a story that is gone, or that can't be read. */
  readonly change: StoryChange;
  readonly failure?: FileSaved;
}

/** Returns the page that gives back what was typed when there is no file to save it in. */
export function lostStoryPage({ name, change, failure }: LostStoryParts): Markup {
  const { fields = {}, frontMatter, body } = change;
  const typed = FIELD_NAMES.flatMap((field) => {
    const value = fields[field] ?? '';
    return value === '' ? [] : [{ label: FIELDS[field].label, value }];
  });
  return layout({
    title: 'Not saved',
    name,
    page: 'other',
    // Nobody else can send a form.
    mayWrite: true,
    root: '../../../',
    main: html`<h1>Your text was not saved</h1>
      <div class="broken" role="alert">
        <p class="reason">
          ${failure?.kind === 'failed' ? failure.message : 'This story is no longer there: it was renamed or deleted.'}
        </p>
        <p class="remedy">
          ${failure?.kind === 'failed' ? failure.remedy : 'Copy your text, or save it as a new edition.'}
        </p>
      </div>
      <form method="post" action="../../../new/read" class="give">
        <label for="lost-text">Your text</label>
        <textarea id="lost-text" name="text" rows="20" dir="auto">
${[frontMatter, body].filter((part) => part !== undefined && part !== '').join('\n\n')}</textarea>
        <p class="give-actions"><button class="strong">Make a new edition of it</button></p>
      </form>
      ${
        typed.length > 0 &&
        html`<h2>What the fields had</h2>
          <dl class="lost-fields">
            ${typed.map(
              ({ label, value }) =>
                html`<div>
                  <dt>${label}</dt>
                  <dd dir="auto">${value}</dd>
                </div>`,
            )}
          </dl>`
      }`,
  });
}
