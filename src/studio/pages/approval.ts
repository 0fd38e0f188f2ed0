/** What has changed since a letter was approved, side by side, and the form that approves it. */
import { html } from 'hono/html';
import { formatCount } from '../../base/format.ts';
import type { Approval, ComparedLetter } from '../approving.ts';
import { variantFile } from '../look.ts';
import type { Markup } from './layout.ts';
import { textComparison } from './text-comparison.ts';

const TITLES: Readonly<Record<Approval['kind'], string>> = {
  approved: 'The letter is approved',
  never: 'Nobody has approved this letter',
  changed: 'What has changed since it was approved',
  unreadable: 'The approval can’t be read',
};

/** Returns the approval of an edition; nothing where nobody asks for one and there is none. */
export function approvalSection(approval: Approval, mayWrite: boolean): Markup | false {
  const { kind, required } = approval;
  if (kind === 'approved' || (kind === 'never' && !required)) return false;
  return html`<section class="approval" aria-labelledby="approval-name">
    <h2 id="approval-name">${TITLES[kind]}</h2>
    ${kind === 'unreadable' && html`<p class="bad">${approval.message}</p>`}
    ${kind === 'changed' && changes(approval)}
    ${!required && html`<p class="muted">The edition can be sent without an approval.</p>`}
    ${mayWrite && approveForm(approval)}
  </section>`;
}

function approveForm({ contentHash }: Approval): Markup {
  // A new letter is a new form: a click approves no letter that came in its place.
  return html`<form id="approve-${contentHash.slice(0, 12)}" method="post" action="approve">
    <p class="measure">
      <a href="../nobody/">Look at the letter</a> first. If it changes afterwards, even by one
      character, it has to be approved again.
    </p>
    <input type="hidden" name="content" value="${contentHash}" />
    <button class="strong">Approve this letter</button>
  </form>`;
}

type Changed = Extract<Approval, { kind: 'changed' }>;
type Fact = readonly [name: string, before: readonly string[], after: readonly string[]];

function changes({ before, now, approvedHash, picture }: Changed): Markup {
  const facts = factsOf(before, now);
  const isSameText = before.text.join('\n') === now.text.join('\n');
  return html`${facts.length > 0 && factTable(facts)}
  ${
    facts.length === 0 &&
    isSameText &&
    html`<p>
      Nothing that readers see. The letter was probably made by another version of Broadsheet.
    </p>`
  }
  ${picture === 'shown' ? bothLetters(approvedHash) : html`<p class="muted measure">${NO_PICTURE[picture]}</p>`}
  ${
    isSameText
      ? facts.length > 0 && html`<p class="muted">The text is the same.</p>`
      : textComparison({
          before: { name: 'Approved', text: before.text.join('\n') },
          after: { name: 'Now', text: now.text.join('\n') },
        })
  }`;
}

const NO_PICTURE: Readonly<Record<Exclude<Changed['picture'], 'shown'>, string>> = {
  'not-here':
    'The approved letter can’t be shown beside this one: it was approved on another computer, and no version here contains the approval. Below is what differs.',
  differs:
    'The approved letter can’t be shown beside this one: the design or the settings have changed since, so its story would make another letter. Below is what differs.',
};

const FRAMED = variantFile({ mode: 'light', pictures: true, styles: true });

/** Both letters side by side; on a phone one of them, which a switch chooses. */
function bothLetters(approvedHash: string): Markup {
  return html`<div class="both-letters">
    <fieldset class="letter-switch" data-typed>
      <legend>Letter</legend>
      <label><input type="radio" name="shown-letter" id="show-approved" /> Approved</label>
      <label><input type="radio" name="shown-letter" id="show-now" checked /> Now</label>
    </fieldset>
    ${letterFrame('Approved', 'The letter that was approved', `approved/${approvedHash}/${FRAMED}`)}
    ${letterFrame('Now', 'The letter as it is now', `../nobody/${FRAMED}`)}
  </div>`;
}

function letterFrame(name: string, title: string, src: string): Markup {
  return html`<figure class="letter-${name.toLowerCase()}">
    <figcaption>${name}</figcaption>
    <iframe
      class="letter"
      title="${title}"
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      loading="lazy"
      src="${src}"
    ></iframe>
  </figure>`;
}

/** What differs besides the text. */
function factsOf(before: ComparedLetter, now: ComparedLetter): readonly Fact[] {
  const both = (name: string, of: (letter: ComparedLetter) => readonly string[]): Fact => [
    name,
    ...onlyIn(of(before), of(now)),
  ];
  const all = [
    both('Subject', ({ subject }) => [subject]),
    both('Preheader', ({ preheader }) => [preheader]),
    both('Date', ({ date }) => [date]),
    both('Pictures', ({ pictures }) =>
      pictures.map(({ name, bytes }) => `${name}, ${formatCount(bytes)} bytes`),
    ),
    both('Header fields', ({ headers }) => headers),
    both('Layout', ({ html: { bytes, sha256 } }) => [
      `${formatCount(bytes)} bytes of HTML (${sha256.slice(0, 8)})`,
    ]),
  ];
  return all.filter(([, left, right]) => left.length + right.length > 0);
}

/** Returns what the one list has and the other has not, both ways. */
function onlyIn(
  before: readonly string[],
  after: readonly string[],
): readonly [readonly string[], readonly string[]] {
  return [
    before.filter((each) => !after.includes(each)),
    after.filter((each) => !before.includes(each)),
  ];
}

function factTable(facts: readonly Fact[]): Markup {
  return html`<div class="scroll" role="region" aria-label="Changed fields" tabindex="0">
    <table class="changed-facts">
      <thead>
        <tr>
          <td></td>
          <th scope="col">Approved</th>
          <th scope="col">Now</th>
        </tr>
      </thead>
      <tbody>
        ${facts.map(
          ([name, before, after]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td dir="auto">${before.map((each) => html`<del>${each}</del>`)}</td>
              <td dir="auto">${after.map((each) => html`<ins>${each}</ins>`)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
