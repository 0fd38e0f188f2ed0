import { html } from 'hono/html';
import type { Problem } from '../../base/problem.ts';
import type { SupportGap } from '../../check/client-support.ts';
import type { SpamScore } from '../../check/spam.ts';
import { readHeader } from '../../mime/read-header.ts';
import type { TestServer } from '../desk.ts';
import { highlightMarkup, highlightMessage } from '../letter/highlight.ts';
import { piecesOf } from '../letter/pieces.ts';
import { EDITION_TABS, type EditionTab, type Look } from '../look.ts';
import { letterHead, viewAs, type HeadParts } from './letter-head.ts';
import { headersPanel } from './headers.ts';
import { inboxPanel } from './inbox.ts';
import { layout, type Markup } from './layout.ts';
import { letterFrames } from './letter-frames.ts';
import { mailProgramsPanel } from './mail-programs.ts';
import { failureBanner, problemsPanel } from './problems.ts';
import { sizePanel } from './size.ts';
import { sourcePanel } from './source.ts';
import { spamPanel } from './spam.ts';
import { testDialog } from './test-dialog.ts';
import { panel, slowPanel, toolbar } from './toolbar.ts';

export interface EditionParts extends HeadParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly look: Look<EditionTab>;
  /** What is skipped in content/, as the command line reports it with each edition. */
  readonly skipped: readonly Problem[];
  /** Where a test would go; absent while the config can't be read. */
  readonly server: TestServer | undefined;
  /** What takes a while to work out, if it is at hand. */
  readonly closer: {
    readonly support?: readonly SupportGap[] | undefined;
    readonly spam?: SpamScore | undefined;
  };
}

const ROOT = '../../../';

/** Returns an edition's page: its letter as every subscriber will see it, and its problems. */
export function editionPage(parts: EditionParts): Markup {
  const { name, mayWrite, listed, built, shown, server, found, skipped } = parts;
  const test = mayWrite && built.ok && shown !== undefined && server !== undefined;
  return layout({
    title: parts.subject,
    name,
    page: 'edition',
    root: ROOT,
    mayWrite,
    edition: listed.id,
    main: html`${letterHead(parts)} ${failureBanner(built, shown !== undefined)}
      <div class="desk">
        <div class="looking">
          ${shown ? letterAndSources(parts, shown, test) : noLetter(mayWrite)}
        </div>
        ${problemsPanel(built, found && [...found, ...skipped], { root: ROOT, mayWrite })}
      </div>
      ${test && testDialog(shown.letter.recipient, server)}`,
  });
}

/** Holds the place of the letter until there is one. */
function noLetter(mayWrite: boolean): Markup {
  return html`<div id="stage" class="nothing" data-live="letter">
    <h2>No letter yet</h2>
    <p>
      ${mayWrite ? html`<a href="../write/">Fix the problem on the page “Write”</a>` : 'Fix the problem above'},
      and the letter appears here.
    </p>
  </div>`;
}

type Shown = NonNullable<EditionParts['shown']>;

function letterAndSources(
  { look, listed, who, closer }: EditionParts,
  { build, letter }: Shown,
  test: boolean,
): Markup {
  const { edition, config } = build;
  const message = letter.raw.toString('utf8');
  const { htmlBytes, htmlWarningBytes } = config.check.budgets;
  const live = (tab: EditionTab, content: Markup) =>
    panel(EDITION_TABS, look, tab, content, 'letter');
  const slow = (tab: EditionTab, content: Markup | undefined) =>
    slowPanel(EDITION_TABS, look, tab, content);
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
    ${toolbar(
      EDITION_TABS,
      look,
      viewAs(who, letter.recipient),
      test && html`<button type="button" class="aside" data-dialog="test">Send a test</button>`,
    )}
    ${panel(EDITION_TABS, look, 'letter', letterFrames(look))}
    ${live('text', sourcePanel({ file: 'letter.txt', text: letter.text }))}
    ${live('inbox', inboxPanel(inbox, shortDay(listed.date)))}
    ${slow('programs', closer.support && mailProgramsPanel(closer.support))}
    ${live('html', sourcePanel({ file: 'letter.html', ...markup(letter.html) }))}
    ${live('mjml', sourcePanel({ file: 'letter.mjml', ...markup(letter.mjml) }))}
    ${live('message', sourcePanel({ file: 'letter.eml', ...source }))}
    ${live('headers', headersPanel(readHeader(message)))} ${live('size', sizePanel(size))}
    ${slow('spam', closer.spam && spamPanel(closer.spam))}
  </div>`;
}

function shortDay(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return day.toLocaleDateString('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' });
}
