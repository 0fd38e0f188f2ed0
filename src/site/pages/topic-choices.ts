import { html } from 'hono/html';
import type { Markup } from './layout.ts';

/** Returns a check box for each topic of the newsletter. */
export function topicChoices(
  topics: Readonly<Record<string, string>>,
  isChosen: (topic: string) => boolean,
): Markup {
  return html`${Object.entries(topics).map(
    ([topic, label]) =>
      html`<label class="choice">
        <input type="checkbox" name="topics" value="${topic}" ${isChosen(topic) ? 'checked' : ''} />
        <span dir="auto">${label}</span>
      </label>`,
  )}`;
}
