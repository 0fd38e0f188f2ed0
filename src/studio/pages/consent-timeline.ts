/** What a reader agreed to, when and where, in order. */
import { html } from 'hono/html';
import { printable } from '../../base/printable.ts';
import type { Consent, ConsentAction } from '../../subscribers/reader.ts';
import type { Markup } from './layout.ts';
import { moment } from './moment.ts';
import { saidOf, type Shown } from './reader-words.ts';

const ACTIONS: Readonly<Record<ConsentAction, string>> = {
  imported: 'Put on the list',
  asked: 'Asked to subscribe',
  confirmed: 'Confirmed',
  changed: 'Changed',
  withdrawn: 'Left',
  restored: 'Back on the list',
  erased: 'Erased',
};

/** Returns the record of a reader's consent. */
export function consentTimeline(consents: readonly Consent[], shown: Shown): Markup {
  if (consents.length === 0) {
    return html`<p class="muted measure">
      Nothing is recorded. They were added before Broadsheet kept a record of consent.
    </p>`;
  }
  return html`<ol class="timeline">
    ${consents.map((consent) => entry(consent, shown))}
  </ol>`;
}

function entry(consent: Consent, shown: Shown): Markup {
  const { action, at, source, page, wording, locale, messageId, ip, detail } = consent;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Source', source],
    ['Page', page],
    [action === 'changed' ? 'What changed' : 'Details', detail],
    ['Language', locale],
    ['Network', ip],
  ];
  return html`<li class="${action}">
    <p class="when">
      <b>${ACTIONS[action]}</b> <span class="muted">${moment(at, shown.timeZone)}</span>
    </p>
    <dl>
      ${facts.map(
        ([label, value]) =>
          value !== undefined &&
          html`<div>
            <dt>${label}</dt>
            <dd><bdi>${saidOf(value, shown)}</bdi></dd>
          </div>`,
      )}
      ${
        messageId !== undefined &&
        html`<div>
          <dt>Message-ID</dt>
          <dd><code>${printable(messageId)}</code></dd>
        </div>`
      }
    </dl>
    ${
      wording !== undefined &&
      html`<details>
        <summary>What they agreed to</summary>
        <blockquote dir="auto">${wording}</blockquote>
      </details>`
    }
  </li>`;
}
