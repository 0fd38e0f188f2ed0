/** Pages of a reader who is no longer on the list. */
import { html } from 'hono/html';
import { pagePath } from '../paths.ts';
import { REASONS } from '../wording/reader-words.ts';
import { filled } from './filled.ts';
import { layout, type Markup } from './layout.ts';
import { dataRows, noticeOf, valuesOf, type ReaderView } from './reader.ts';

/** Returns the page after a reader left: a way back, and room for a reason. */
export function leftPage(view: ReaderView): Markup {
  const { site, speech } = view;
  const { words } = speech;
  const action = pagePath(site, 'reader', view.reader.readerId);
  const values = valuesOf(view);
  const main = html`
    <section class="card lead">
      <div role="status" tabindex="-1" autofocus>
        <h1>${filled(words.left, values)}</h1>
        <p>${filled(words.leftNote, values)}</p>
      </div>
      ${backForm(action, words.comeBack)}
    </section>
    <section class="card">
      <form method="post" action="${action}/reason">
        <fieldset>
          <legend><h2>${words.why}</h2></legend>
          <p class="quiet">${words.whyNote}</p>
          ${REASONS.map(
            (reason) =>
              html`<label class="choice">
                <input type="radio" name="reason" value="${reason}" />
                <span>${words.reasons[reason]}</span>
              </label>`,
          )}
        </fieldset>
        <label for="words">${words.reasonText}</label>
        <textarea id="words" name="words" rows="3" maxlength="500" dir="auto"></textarea>
        <button>${words.send}</button>
      </form>
    </section>
  `;
  return layout(site, { title: words.unsubscribe, speech, main });
}

/** Returns the page of a reader who left some time ago. */
export function notOnListPage(view: ReaderView): Markup {
  const { site, speech } = view;
  const { words } = speech;
  const values = valuesOf(view);
  const action = pagePath(site, 'reader', view.reader.readerId);
  const main = html`
    ${noticeOf(view.notice)}
    <section class="card lead">
      <h1>${filled(words.notOnList, values)}</h1>
      <p>${filled(words.notOnListNote, values)}</p>
      ${backForm(action, words.subscribeAgain)}
    </section>
    <div class="rows">${dataRows(view, action)}</div>
  `;
  return layout(site, { title: words.subscribeAgain, speech, main });
}

/** Returns the page of a link whose reader is no longer known: erased, or removed long ago. */
export function unknownPage({ site, speech }: Pick<ReaderView, 'site' | 'speech'>): Markup {
  const { words } = speech;
  const main = html`<section class="card lead" role="status">
    <h1>${words.unknown}</h1>
    <p>${words.unknownNote}</p>
  </section>`;
  return layout(site, { title: words.unknown, speech, main });
}

function backForm(action: string, label: string): Markup {
  return html`<form method="post" action="${action}/return"><button>${label}</button></form>`;
}
