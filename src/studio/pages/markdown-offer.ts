import { html } from 'hono/html';
import { plural } from '../../base/format.ts';
import type { LetterEffect, MarkdownOffer } from '../writing.ts';
import { layout, type Markup } from './layout.ts';
import { messageAndRemedy } from './problems.ts';
import { textComparison } from './text-comparison.ts';

export interface MarkdownOfferParts {
  /** Of the newsletter. */
  readonly name: string;
  readonly mayWrite: boolean;
  readonly index: number;
  readonly offer: MarkdownOffer;
  /** Why it was not written. */
  readonly failure?: { readonly message: string; readonly remedy: string };
}

/** Returns the page that shows what a text becomes as Markdown before anything is written. */
export function markdownOfferPage(parts: MarkdownOfferParts): Markup {
  const { name, mayWrite, index, offer, failure } = parts;
  return layout({
    title: 'Turn into Markdown',
    name,
    page: 'write',
    root: '../../../../',
    mayWrite,
    main: html`<p class="back"><a href="../?story=${index}">Back to the story</a></p>
      <h1>Turn into Markdown</h1>
      <p class="measure">
        As Markdown, the story can have bold text, links, headings, lists, tables and pictures.
        <code>${offer.into}</code> takes the place of <code>${offer.file}</code>, which is kept
        among the kept texts.
      </p>
      ${failure && html`<div class="broken" role="alert">${messageAndRemedy(failure)}</div>`}
      <h2>What changes in the letter</h2>
      ${effect(offer.letter)}
      <h2>What the letter does not have</h2>
      ${leftOutLines(offer)} ${mayWrite && turnForm(offer, index)}
      <h2>The new file</h2>
      <pre class="source" tabindex="0" dir="auto">${offer.markdown}</pre>`,
  });
}

const PARTS: Readonly<Record<string, string>> = {
  date: 'the date',
  subject: 'the subject',
  preheader: 'the preheader',
  headers: 'the header fields',
  html: 'the HTML',
  pictures: 'the pictures',
};

function effect(letter: LetterEffect): Markup {
  switch (letter.kind) {
    case 'same':
      return html`<p class="good">Nothing: its subject, its text and its HTML stay the same.</p>`;
    case 'unknown':
      return html`<p class="warn">That is not known, because the letter can’t be built.</p>
        <p>${letter.message}</p>`;
    case 'changed':
      return html`<p>
          Different: ${letter.what.map((what) => PARTS[what] ?? what).join(', ') || 'the text'}.
        </p>
        ${
          letter.before === letter.after
            ? html`<p class="muted">The words are the same.</p>`
            : textComparison({
                before: { name: 'The letter now', text: letter.before },
                after: { name: 'The letter as Markdown', text: letter.after },
              })
        }`;
  }
}

function leftOutLines({ leftOut }: MarkdownOffer): Markup {
  if (leftOut.length === 0) {
    return html`<p class="good">Nothing: every word of the text is in the story.</p>`;
  }
  return html`<p class="muted">
      ${plural(leftOut.length, 'line')} of the text, as before. They become a comment at the end of
      the file, which readers don’t see.
    </p>
    <ol class="left-out">
      ${leftOut.map(
        ({ line, text, reason }) =>
          html`<li>
            <p dir="auto" class="left-out-text">${text}</p>
            <p class="left-out-reason muted">Line ${line}: ${reason}</p>
          </li>`,
      )}
    </ol>`;
}

function turnForm({ version }: MarkdownOffer, index: number): Markup {
  return html`<form method="post" action="?story=${index}" class="turn-into-markdown">
    <input type="hidden" name="base" value="${version}" />
    <p>
      <button class="strong">Turn into Markdown</button>
      <a href="../?story=${index}">Leave it as it is</a>
    </p>
  </form>`;
}
