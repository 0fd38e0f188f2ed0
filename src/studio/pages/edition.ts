import { html } from 'hono/html';
import type { Problem } from '../../base/problem.ts';
import { readHeader } from '../../mime/read-header.ts';
import type { Built } from '../desk.ts';
import { highlightMarkup, highlightMessage } from '../letter/highlight.ts';
import { piecesOf } from '../letter/pieces.ts';
import { editionHead, type HeadParts } from './edition-head.ts';
import { letterFrames } from './frames.ts';
import { headersPanel } from './headers.ts';
import { inboxPanel } from './inbox.ts';
import { layout, type Markup } from './layout.ts';
import { problemsPanel } from './problems.ts';
import { sizePanel } from './size.ts';
import { sourcePanel } from './source.ts';
import { testDialog, type Server } from './test-dialog.ts';
import { panel, TABS, toolbar, type EditionLook } from './toolbar.ts';

export interface EditionParts extends Omit<HeadParts, 'test'> {
  readonly name: string;
  readonly look: EditionLook;
  readonly built: Built;
  /** Undefined while the gate still looks. */
  readonly problems: readonly Problem[] | undefined;
  /** Where a test would go; absent where that cannot be told. */
  readonly server: Server | undefined;
}

const ROOT = '../../../';

/** An edition's page: its letter as every reader will see it, and what stands against sending it. */
export function editionPage(parts: EditionParts): Markup {
  const { name, listed, built, shown, server, problems } = parts;
  const test = built.ok && shown !== undefined && server !== undefined;
  return layout({
    title: shown?.build.edition.subject ?? listed.id,
    name,
    page: 'edition',
    root: ROOT,
    edition: listed.id,
    main: html`${editionHead({ ...parts, test })} ${broken(built, shown !== undefined)}
      <div class="desk">
        <div class="looking">${shown ? letterAndSources(parts, shown) : nothing()}</div>
        ${problemsPanel(problems, ROOT)}
      </div>
      ${test && testDialog(shown.letter.recipient, server)}`,
  });
}

/** Why there is no new letter, above the last good one. */
function broken(built: Built, hasLetter: boolean): Markup {
  return html`<div
    id="broken"
    class="broken"
    role="alert"
    data-live="broken letter"
    ${built.ok && 'hidden'}
  >
    ${
      !built.ok &&
      html`<h2>This edition cannot be built</h2>
        <pre tabindex="0">${built.message}</pre>
        ${hasLetter && html`<p>Below is the last letter that could be built.</p>`}`
    }
  </div>`;
}

/** Takes the place of the letter, until there is one. */
function nothing(): Markup {
  return html`<div id="stage" class="nothing" data-live="letter">
    <h2>No letter yet</h2>
    <p>Mend what is said above and save the file: the letter appears here by itself.</p>
  </div>`;
}

type Shown = NonNullable<EditionParts['shown']>;

function letterAndSources({ look, listed }: EditionParts, { build, letter }: Shown): Markup {
  const { edition, config } = build;
  const message = letter.raw.toString('utf8');
  const { htmlBytes, htmlWarningBytes } = config.check.budgets;
  const markup = (source: string) => ({ text: source, markup: highlightMarkup(source) });
  const inbox = {
    sender: config.from.name ?? config.from.email,
    subject: edition.subject,
    preheader: edition.preheader,
  };
  const size = {
    pieces: piecesOf(letter.html, edition, config),
    clip: htmlBytes,
    warning: htmlWarningBytes,
  };
  const source = { text: message, markup: highlightMessage(message) };
  return html`<div id="stage">
    ${toolbar(TABS, look)} ${panel('letter', look, letterFrames(look), '')}
    ${panel('text', look, sourcePanel({ file: 'letter.txt', text: letter.text }))}
    ${panel('inbox', look, inboxPanel(inbox, shortDay(listed.date)))}
    ${panel('html', look, sourcePanel({ file: 'letter.html', ...markup(letter.html) }))}
    ${panel('mjml', look, sourcePanel({ file: 'letter.mjml', ...markup(letter.mjml) }))}
    ${panel('message', look, sourcePanel({ file: 'letter.eml', ...source }))}
    ${panel('headers', look, headersPanel(readHeader(message)))}
    ${panel('size', look, sizePanel(size))}
  </div>`;
}

function shortDay(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return day.toLocaleDateString('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
}
