/** The form to sign up, and what is said after it. */
import { html, raw } from 'hono/html';
import type { Speech } from '../language.ts';
import type { Site } from '../options.ts';
import { MOST_ADDRESS, PROOF, TICKET, TRAP } from '../sign-up/judge.ts';
import type { Again, SignUpWords } from '../wording/sign-up-words.ts';
import { filled, paperName } from './filled.ts';
import { layout, type Markup } from './layout.ts';
import { topicChoices } from './topic-choices.ts';

/** What the form shows; all that was typed is kept when it is shown again. */
export interface FormView {
  readonly site: Site;
  readonly speech: Speech<SignUpWords>;
  /** Its name, which the record of consent keeps. */
  readonly form: string;
  readonly email: string;
  readonly name: string;
  readonly topics: readonly string[];
  /** Where it leads on to. */
  readonly next?: string;
  /** Makes the signed field; of a form that is filled in already, it may be sent at once. */
  readonly ticket: (isFilled: boolean) => string;
}

/** The form as it is shown. */
export interface ShownForm extends FormView {
  readonly signed: string;
  /** What the browser has to work on. */
  readonly challenge?: string;
  readonly why?: Again;
}

/** Returns the text beside the button: what a reader agrees to. It is kept with their consent. */
export function wordingOf({ site, speech }: Pick<FormView, 'site' | 'speech'>): string {
  return speech.words.agree.replace('{name}', () => site.newsletter.name);
}

/** Returns the page with the form, and why it is shown again. */
export function formPage(view: ShownForm): Markup {
  const { site, speech, why } = view;
  const { words } = speech;
  const values = { name: paperName(site.newsletter.name) };
  const isFault = why === 'invalid' || why === 'no-mail';
  const main = html`
    ${
      why === undefined || isFault
        ? ''
        : html`<p class="notice" role="status" tabindex="-1" autofocus>${words.again[why]}</p>`
    }
    <section class="card lead">
      <h1>${filled(words.heading, values)}</h1>
      <form method="post" action="${site.base}/subscribe" novalidate>
        ${addressField(view, isFault ? why : undefined)} ${nameField(view)} ${topicFields(view)}
        ${trapField(words)} ${hiddenFields(view)}
        <button class="primary">${words.subscribe}</button>
        <p class="quiet start">${filled(words.agree, values)}</p>
      </form>
    </section>
  `;
  const title = words.title;
  return layout(site, { title, speech, main });
}

function addressField(
  { speech, email }: FormView,
  fault: 'invalid' | 'no-mail' | undefined,
): Markup {
  const { words } = speech;
  const marked =
    fault === undefined
      ? raw('')
      : raw('aria-invalid="true" aria-describedby="email-fault" autofocus');
  return html`<div class="field">
    <label for="email">${words.email}</label>
    <input
      id="email"
      name="email"
      type="email"
      dir="ltr"
      autocomplete="email"
      inputmode="email"
      spellcheck="false"
      required
      maxlength="${MOST_ADDRESS}"
      value="${email}"
      ${marked}
    />
    ${
      fault === undefined
        ? ''
        : html`<p class="fault" id="email-fault" role="alert">${words.again[fault]}</p>`
    }
  </div>`;
}

function nameField({ speech, name }: FormView): Markup {
  return html`<div class="field">
    <label for="name">${speech.words.name}</label>
    <input
      id="name"
      name="name"
      type="text"
      dir="auto"
      autocomplete="name"
      maxlength="100"
      value="${name}"
    />
  </div>`;
}

function topicFields({ site, speech, topics, email }: FormView): Markup {
  const { words } = speech;
  if (Object.keys(site.newsletter.topics).length === 0) return html``;
  const isChosen = (topic: string) =>
    topics.includes(topic) || (topics.length === 0 && email === '');
  return html`<fieldset>
    <legend><span class="legend">${words.topics}</span></legend>
    ${topicChoices(site.newsletter.topics, isChosen)}
    <p class="quiet start">${words.topicsNote}</p>
  </fieldset>`;
}

/** People don't see it, nor do their browsers fill it in. */
function trapField(words: SignUpWords): Markup {
  return html`<div class="away" aria-hidden="true">
    <label for="${TRAP}">${words.trap}</label>
    <input id="${TRAP}" name="${TRAP}" type="text" tabindex="-1" autocomplete="off" />
  </div>`;
}

function hiddenFields({ site, form, next, signed, challenge }: ShownForm): Markup {
  return html`<input type="hidden" name="form" value="${form}" />
    <input type="hidden" name="${TICKET}" value="${signed}" />
    ${
      challenge === undefined
        ? ''
        : html`<input type="hidden" name="${PROOF}" value="" data-challenge="${challenge}" />
            <script src="${site.base}/s/proof.js" defer></script>`
    }
    ${next === undefined ? '' : html`<input type="hidden" name="next" value="${next}" />`}`;
}

/** Returns the page after the form was sent, which says the same for any address. */
export function askedPage(view: FormView, kind: 'now' | 'later' | 'full'): Markup {
  const { site, speech, email } = view;
  const { words } = speech;
  const values = {
    name: paperName(site.newsletter.name),
    email: html`<bdi dir="ltr" class="typed">${email}</bdi>`,
    contact: html`<bdi dir="ltr">${site.newsletter.contact}</bdi>`,
  };
  const note = { now: words.nowNote, later: words.laterNote, full: words.fullNote }[kind];
  const main = html`<section class="card lead">
    <div role="status" tabindex="-1" autofocus>
      <h1>${words[kind]}</h1>
      <p>${filled(note, values)}</p>
    </div>
    ${kind === 'full' ? '' : html`<p class="quiet start">${filled(words.nothingCame, values)}</p>`}
    <p><a class="action" href="${site.base}/subscribe">${words.otherAddress}</a></p>
  </section>`;
  return layout(site, { title: words[kind], speech, main });
}
