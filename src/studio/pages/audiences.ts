import { html } from 'hono/html';
import { formatCount } from '../../base/format.ts';
import type { AudienceCount } from '../../subscribers/audiences.ts';
import { leftOutWords } from '../../subscribers/left-out-words.ts';
import type { CountedAudience } from '../readers.ts';
import { layout, type Markup } from './layout.ts';

export interface AudiencesParts {
  readonly name: string;
  /** Whether the browser may write and send, or only look. */
  readonly mayWrite: boolean;
  readonly audiences: readonly CountedAudience[];
}

/** Returns how many readers get each topic and are in each segment, and why others are not. */
export function audiencesPage({ name, mayWrite, audiences }: AudiencesParts): Markup {
  const topics = audiences.filter(({ kind }) => kind === 'topic');
  const segments = audiences.filter(({ kind }) => kind === 'segment');
  return layout({
    title: 'Topics and segments',
    name,
    page: 'readers',
    root: '../../',
    mayWrite,
    main: html`<div class="readers">
      <p class="back"><a href="../">Readers</a></p>
      <h1>Topics and segments</h1>
      <p class="muted measure">How many would get an edition now, and why others would not.</p>
      ${audienceTable('topics', 'Topics', topics, 'Readers choose among the topics of the config.')}
      ${audienceTable('segments', 'Segments', segments, 'An edition’s audience names one.')}
    </div>`,
  });
}

function audienceTable(
  id: 'topics' | 'segments',
  heading: string,
  audiences: readonly CountedAudience[],
  purpose: string,
): Markup {
  if (audiences.length === 0) {
    return html`<h2>${heading}</h2>
      <p class="muted">None yet. ${purpose} Define <code>${id}</code> in broadsheet.config.ts.</p>`;
  }
  return html`<h2 id="${id}">${heading}</h2>
    <div class="scroll" role="region" aria-labelledby="${id}" tabindex="0">
      <table class="audiences">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" class="number">Readers</th>
            <th scope="col">Others</th>
          </tr>
        </thead>
        <tbody>
          ${audiences.map(row)}
        </tbody>
      </table>
    </div>`;
}

function row({ kind, name, label, count }: CountedAudience): Markup {
  return html`<tr>
    <th scope="row"><code>${name}</code> ${label !== undefined && html`<bdi>${label}</bdi>`}</th>
    <td class="number">
      ${
        count
          ? formatCount(count.receivers)
          : html`<a href="?count=${kind}.${name}" aria-label="Count ${name}">Count</a>`
      }
    </td>
    <td class="muted">${count && othersOf(kind, count)}</td>
  </tr>`;
}

function othersOf(kind: CountedAudience['kind'], { leftOut }: AudienceCount): string {
  if (kind === 'segment') return leftOutWords(leftOut);
  const elsewhere = leftOut.notInSegment;
  const words = leftOutWords({ ...leftOut, notInSegment: 0 });
  const chose = elsewhere > 0 ? `${formatCount(elsewhere)} chose other topics` : '';
  return [chose, words].filter((part) => part !== '').join(', ');
}
