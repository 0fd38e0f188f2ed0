/** Who did not get an edition, by name, and what to do about it. */
import { html } from 'hono/html';
import { maskQuoted } from '../../base/mask-address.ts';
import { plural } from '../../base/format.ts';
import { MISSED_STATES, type Missed, type MissedReaders } from '../sending.ts';
import type { Markup } from './layout.ts';
import { addressOf, nameOf, saidOf } from './reader-words.ts';

interface Group {
  readonly title: (readers: string) => string;
  readonly whatToDo: string;
}

const GROUPS: Readonly<Record<Missed['state'], Group>> = {
  rejected: {
    title: (readers) => `Refused: ${readers}`,
    whatToDo:
      'Their servers refuse the letter for good. Where the address does not exist, it gets no further letters: ask the reader for a new one. Where the server refuses the letter or you, find out why before you send it again.',
  },
  expired: {
    title: (readers) => `Too late: ${readers}`,
    whatToDo: 'Their servers did not take the letter in time. Send it again if it is still news.',
  },
  unknown: {
    title: (readers) => `May or may not have it: ${readers}`,
    whatToDo:
      'The connection was lost before the server answered. Ask one of them, or look at the server’s log, before you send it again.',
  },
  deferred: {
    title: (readers) => `Not yet: ${readers}`,
    whatToDo: 'Their servers asked to try again later. Send the rest below in a while.',
  },
};

/** Addresses are whole on the page of each reader, if somebody asks for them there. */
const MASKED = { addresses: false, timeZone: 'UTC' } as const;

/** Returns those who did not get the edition; nothing if everybody has it. */
export function missedSection({ people, more }: MissedReaders): Markup | false {
  if (people.length === 0) return false;
  const groups = MISSED_STATES.map((state) => ({
    state,
    members: people.filter((each) => each.state === state),
  })).filter(({ members }) => members.length > 0);
  return html`<section class="missed" aria-labelledby="missed-name">
    <h2 id="missed-name">Who did not get it</h2>
    ${groups.map(
      ({ state, members }) =>
        html`<h3>${GROUPS[state].title(plural(members.length, 'reader'))}</h3>
          <p class="muted">${GROUPS[state].whatToDo}</p>
          <ul>
            ${members.map(person)}
          </ul>`,
    )}
    ${
      more &&
      html`<p class="muted">There are more. The <a href="../report/">report</a> lists them.</p>`
    }
  </section>`;
}

function person({ email, reason, reader }: Missed): Markup {
  const name = reader && nameOf(reader, MASKED);
  const shown = html`${name !== undefined && html`<bdi>${name}</bdi>, `}${addressOf(email, MASKED)}`;
  return html`<li>
    <span
      >${reader ? html`<a href="../../../readers/${reader.readerId}/">${shown}</a>` : shown}</span
    >
    <span class="muted">${saidOf(maskQuoted(reason, email), MASKED)}</span>
  </li>`;
}
