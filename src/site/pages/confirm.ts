/** The pages that the link of a confirmation mail opens. */
import { html } from 'hono/html';
import type { Speech } from '../language.ts';
import type { Site } from '../options.ts';
import { pagePath } from '../paths.ts';
import type { ConfirmResult, SignUpWords } from '../wording/sign-up-words.ts';
import { filled, masked, paperName } from './filled.ts';
import { layout, type Markup } from './layout.ts';

export interface ConfirmView {
  readonly site: Site;
  readonly speech: Speech<SignUpWords>;
  readonly signUpId: string;
}

/** Returns the page that says what is still missing, and has the button for it. */
export function confirmPage(view: ConfirmView, email: string): Markup {
  const { site, speech, signUpId } = view;
  const { words } = speech;
  const values = { name: paperName(site.newsletter.name), email: masked(email) };
  const main = html`<section class="card lead">
    <h1>${words.notYet}</h1>
    <p>${filled(words.notYetNote, values)}</p>
    <form method="post" action="${pagePath(site, 'sign-up', signUpId)}">
      <button class="primary">${words.confirm}</button>
    </form>
    <p class="quiet">${words.notYou}</p>
  </section>`;
  return layout(site, { title: words.notYet, speech, main });
}

/** Returns the page after the button was pressed, or of a link that no longer has a button. */
export function confirmResultPage(
  { site, speech }: ConfirmView,
  result: ConfirmResult,
  readerId?: string,
): Markup {
  const { words } = speech;
  const values = {
    name: paperName(site.newsletter.name),
    contact: html`<bdi dir="ltr">${site.newsletter.contact}</bdi>`,
  };
  const { title, note } = words.results[result];
  const link =
    readerId === undefined
      ? { href: `${site.base}/subscribe`, label: words.signUpAgain }
      : { href: pagePath(site, 'reader', readerId), label: words.myChoices };
  const main = html`<section class="card lead">
    <div role="status" tabindex="-1" autofocus>
      <h1>${filled(title, values)}</h1>
      <p>${filled(note, values)}</p>
    </div>
    ${
      result === 'suppressed'
        ? ''
        : html`<p><a class="action" href="${link.href}">${link.label}</a></p>`
    }
  </section>`;
  return layout(site, { title: site.newsletter.name, speech, main });
}
