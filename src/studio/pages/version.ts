/** One version of an edition: its letter, what differs from another one, and the way back to it. */
import { html } from 'hono/html';
import type { EditionView } from '../edition-view.ts';
import { variantFile } from '../look.ts';
import type { Explained, VersionBuilt, VersionLetter, VersionView } from '../versions.ts';
import { editionHead } from './edition-head.ts';
import { explanation } from './explanation.ts';
import { layout, type Markup } from './layout.ts';
import { moment } from './moment.ts';
import { failureReasons } from './problems.ts';
import { editionState } from './run-state.ts';
import { textComparison } from './text-comparison.ts';

export interface VersionParts extends EditionView {
  readonly name: string;
  readonly id: string;
  readonly mayWrite: boolean;
  readonly view: VersionView;
  readonly against: 'now' | 'before';
  readonly failure?: Explained;
}

/** Returns the page of a version. */
export function versionPage(parts: VersionParts): Markup {
  const { name, id, subject, timeZone, mayWrite, view, failure } = parts;
  const { version, built } = view;
  return layout({
    title: `${version.message} · ${subject}`,
    name,
    page: 'versions',
    root: '../../../../',
    edition: id,
    mayWrite,
    main: html`${editionHead({
        ...{ ...parts, page: 'versions', up: '../../' },
        state: editionState(parts),
      })}
      <div class="versions">
        <p class="back"><a href="../">Versions</a></p>
        <h2 dir="auto">${version.message}</h2>
        <p class="muted">
          ${moment(version.at, timeZone)} by <bdi>${version.author}</bdi>,
          <code>${version.commit.slice(0, 8)}</code>
        </p>
        ${failure && explanation(failure, 'alert')} ${mayWrite && bringBack()}
        <section aria-labelledby="differences-name">
          <h2 id="differences-name">What differs</h2>
          ${choices(parts)}
          <div id="differences" data-live="letter broken">${differences(parts)}</div>
        </section>
        <section aria-labelledby="letter-name">
          <h2 id="letter-name">The letter of this version</h2>
          ${built.ok ? letterFrame() : html`<div class="notice">${failureReasons(built.failure)}</div>`}
        </section>
      </div>`,
  });
}

function bringBack(): Markup {
  return html`<form method="post" action="restore" class="version-form">
    <p class="muted" id="restore-hint">
      What is there now is saved as a version first, so you can go back to it.
    </p>
    <button class="strong" aria-describedby="restore-hint">Bring this version back</button>
  </form>`;
}

function choices({ against, view: { before } }: VersionParts): Markup {
  const link = (query: string, label: string, current: boolean) =>
    html`<a href="${query}" aria-current="${String(current)}">${label}</a>`;
  return html`<p class="version-choices">
    ${link('./', 'From the letter as it is now', against === 'now')}
    ${before && link('?against=before', 'From the version before', against === 'before')}
  </p>`;
}

function differences({ view: { built, other }, against }: VersionParts): Markup {
  if (!other) return html`<p class="muted">This is the first version.</p>`;
  const broken = [built, other].find(isBroken);
  if (broken) {
    return html`<p>
        ${broken === built ? 'This version' : against === 'now' ? 'The edition' : 'The version before'}
        can’t be built, so the letters can’t be compared.
      </p>
      <div class="notice">${failureReasons(broken.failure)}</div>`;
  }
  return built.ok && other.ok
    ? comparison(
        against === 'now' ? [built.letter, other.letter] : [other.letter, built.letter],
        against === 'now' ? ['This version', 'Now'] : ['The version before', 'This version'],
      )
    : html``;
}

function isBroken(built: VersionBuilt): built is Extract<VersionBuilt, { ok: false }> {
  return !built.ok;
}

const FACTS = { subject: 'Subject', preheader: 'Preheader', date: 'Date' } as const;

function comparison(
  [before, after]: readonly [VersionLetter, VersionLetter],
  [beforeName, afterName]: readonly [string, string],
): Markup {
  const facts = (Object.keys(FACTS) as (keyof typeof FACTS)[]).filter(
    (fact) => before[fact] !== after[fact],
  );
  const pictures = before.html !== after.html && picturesDiffer(before, after);
  const isSame = before.html === after.html && before.text === after.text;
  if (facts.length === 0 && isSame) return html`<p>The letters are the same.</p>`;
  return html`${
    facts.length > 0 &&
    html`<dl class="version-facts">
      ${facts.map(
        (fact) =>
          html`<div>
            <dt>${FACTS[fact]}</dt>
            <dd dir="auto"><del>${before[fact]}</del></dd>
            <dd dir="auto"><ins>${after[fact]}</ins></dd>
          </div>`,
      )}
    </dl>`
  }
  ${pictures && html`<p>The letters don’t show the same pictures.</p>`}
  ${
    before.text === after.text
      ? html`<p class="muted">The text is the same.</p>`
      : textComparison({
          before: { name: beforeName, text: unwrapped(before.text) },
          after: { name: afterName, text: unwrapped(after.text) },
        })
  }`;
}

/** From so many characters on, a line goes on in the next one. */
const WRAPPED = 56;
/** An item of a list, a note, or a rule. */
const STARTS = /^\s*(?:\d+\.|[-*•–]|\[\d+\]|>|[=-]{3,}$)/;

/** Joins the lines of each paragraph: a word more would move the ends of all lines behind it. */
function unwrapped(text: string): string {
  return text.split('\n').reduce((joined, line) => {
    const last = joined.slice(joined.lastIndexOf('\n') + 1);
    const isOpen = last.length >= WRAPPED && !/^[=-]+$/.test(last);
    const goesOn = isOpen && line.trim() !== '' && !STARTS.test(line);
    return `${joined}${goesOn ? ' ' : '\n'}${goesOn ? line.trim() : line}`;
  });
}

/** Pictures are named by their content. */
function picturesDiffer(one: VersionLetter, other: VersionLetter): boolean {
  const [names, others] = [one, other].map(({ pictures }) =>
    [...pictures.keys()].sort().join('\n'),
  );
  return names !== others;
}

function letterFrame(): Markup {
  return html`<iframe
    class="letter version-letter"
    title="The letter of this version"
    sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    loading="lazy"
    src="${variantFile({ mode: 'light', pictures: true, styles: true })}"
  ></iframe>`;
}
