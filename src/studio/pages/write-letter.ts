import { html } from 'hono/html';
import type { Build } from '../desk.ts';
import type { EditionView } from '../edition-view.ts';
import { inboxPanel, inboxVerdict } from './inbox.ts';
import type { Markup } from './layout.ts';
import { shortDate } from './moment.ts';
import { failureBanner, problemsPanel } from './problems.ts';

interface BesideParts extends Pick<EditionView, 'built' | 'build' | 'found'> {
  readonly mayWrite: boolean;
}

const ROOT = '../../../';
/** Each key that is saved changes the letter; these are fetched again when the checks are done. */
const AFTER_CHECKS = 'problems broken';

/** Returns the letter beside the story that is written, and its problems. */
export function letterBeside({ built, build, found, mayWrite }: BesideParts): Markup {
  return html`<section class="writing-letter" data-in-pane="letter" aria-label="Letter">
    ${failureBanner(built, build !== undefined, AFTER_CHECKS)} ${build ? frame() : noLetter()}
    ${problemsPanel(built, found, { root: ROOT, mayWrite }, AFTER_CHECKS)}
  </section>`;
}

function frame(): Markup {
  return html`<div id="letter-beside">
    <iframe
      class="letter"
      title="The letter"
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      src="../nobody/light.html"
    ></iframe>
  </div>`;
}

function noLetter(): Markup {
  return html`<div id="letter-beside" class="nothing" data-live="letter">
    <h2>No letter yet</h2>
    <p>Fix the problem, and the letter appears here.</p>
  </div>`;
}

/** Returns where each inbox cuts the subject and the preheader; the script keeps it up to date. */
export function inboxCuts(build: Build | undefined): Markup | false {
  if (!build) return false;
  const { edition, config } = build;
  const { subject, preheader } = edition;
  const sender = config.from.name ?? config.from.email;
  const parts = { sender, subject, preheader };
  return html`<details class="inbox-cuts">
    <summary id="inbox-verdict">${inboxVerdict(parts)}</summary>
    <div id="inbox-rows">${inboxPanel(parts, shortDate(edition.date, 'narrow'))}</div>
  </details>`;
}
