import { html } from 'hono/html';
import { FIELD_NAMES, type StoryFile } from '../writing.ts';
import type { Markup } from './layout.ts';
import { textComparison } from './text-comparison.ts';
import { FIELDS } from './write-fields.ts';

/** Returns what differs between a story on the disk and what somebody typed, and the choice. */
export function conflict(disk: StoryFile, typed: StoryFile): Markup {
  return html`<section class="conflict" aria-labelledby="conflict-name">
    <div role="alert">
      <h2 id="conflict-name">This file has changed meanwhile</h2>
      <p>
        Another window or program has saved <code>${disk.file}</code> since you opened it. Nothing
        was overwritten, and what you typed is in the form below. Combine the two there and save
        your version, or <a href="?story=${disk.index}">take the version on the disk</a>. The other
        one is kept among the <a href="kept/?story=${disk.index}">kept texts</a>.
      </p>
    </div>
    ${fieldDifferences(disk, typed)} ${frontMatterDifference(disk, typed)}
    ${
      disk.body === typed.body
        ? html`<p class="muted">The story itself is the same in both.</p>`
        : textComparison({
            before: { name: 'On the disk', text: disk.body },
            after: { name: 'Yours', text: typed.body },
          })
    }
  </section>`;
}

function fieldDifferences(
  { fields: disk }: StoryFile,
  { fields: typed }: StoryFile,
): Markup | false {
  if (!disk || !typed) return false;
  const names = FIELD_NAMES.filter((name) => disk[name] !== typed[name]);
  return (
    names.length > 0 &&
    html`<div class="scroll" role="region" aria-label="Fields that differ" tabindex="0">
      <table class="comparison">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">On the disk</th>
            <th scope="col">Yours</th>
          </tr>
        </thead>
        <tbody>
          ${names.map(
            (name) =>
              html`<tr>
                <th scope="row">${FIELDS[name].label}</th>
                <td dir="auto">${disk[name] || html`<span class="muted">None</span>`}</td>
                <td dir="auto">${typed[name] || html`<span class="muted">None</span>`}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
  );
}

function frontMatterDifference(disk: StoryFile, typed: StoryFile): Markup | false {
  if (disk.fields && typed.fields) return false;
  if (disk.frontMatter === typed.frontMatter) return false;
  return textComparison({
    before: { name: 'Front matter on the disk', text: disk.frontMatter },
    after: { name: 'Yours', text: typed.frontMatter },
  });
}
