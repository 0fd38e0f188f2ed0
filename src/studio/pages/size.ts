import { html } from 'hono/html';
import { formatCount, kilobytes } from '../../base/format.ts';
import { pieceAt, type Piece } from '../letter/pieces.ts';
import type { Markup } from './layout.ts';

export interface SizeParts {
  readonly pieces: readonly Piece[];
  /** Where Gmail clips, in bytes of HTML. */
  readonly clip: number;
  /** From this size on, the letter is close to the clip. */
  readonly warning: number;
}

/** Returns a ruler of bytes: the letter's pieces against the size at which Gmail clips it. */
export function sizePanel(parts: SizeParts): Markup {
  const { pieces, clip } = parts;
  const total = pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  const scale = Math.max(total, clip) * 1.04;
  const share = (bytes: number) => `${((bytes / scale) * 100).toFixed(3)}%`;
  return html`<p class="verdict">${verdict(parts, total)}</p>
    <div class="ruler" aria-hidden="true">
      <div class="ruler-bar">
        ${pieces.map(
          ({ kind, bytes }) =>
            html`<span class="piece piece-${kind}" style="width:${share(bytes)}"></span>`,
        )}
      </div>
      <span class="ruler-mark" style="left:${share(clip)}"
        ><span>Gmail clips at ${kilobytes(clip)}</span></span
      >
    </div>
    <table class="pieces">
      <thead>
        <tr>
          <th scope="col">Piece</th>
          <th scope="col" class="number">Bytes</th>
          <th scope="col" class="number">Ends at</th>
        </tr>
      </thead>
      <tbody>
        ${pieces.map((piece) => row(piece, clip))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">HTML in total</th>
          <td class="number">${formatCount(total)}</td>
          <td></td>
        </tr>
      </tfoot>
    </table>`;
}

function verdict({ pieces, clip, warning }: SizeParts, total: number): Markup {
  if (total >= clip) {
    const crossing = pieceAt(pieces, clip);
    const where = crossing?.kind === 'story' ? html`the story “${crossing.name}”` : crossing?.name;
    return html`<strong class="bad">${kilobytes(total)}: Gmail clips this letter</strong> in
      ${where}. Gmail hides everything after that behind a link, including the link to unsubscribe.`;
  }
  const room = html`${kilobytes(clip - total)} below the ${kilobytes(clip)} at which Gmail clips`;
  if (total >= warning)
    return html`<strong class="warn">${kilobytes(total)}</strong>, only ${room}.`;
  return html`<strong class="good">${kilobytes(total)}</strong>, ${room}.`;
}

function row({ kind, name, start, bytes }: Piece, clip: number): Markup {
  const crosses = start < clip && start + bytes > clip;
  return html`<tr>
    <th scope="row" dir="auto">
      <span class="piece piece-${kind}"></span>${name}
      ${crosses && html`<span class="chip bad">clipped here</span>`}
    </th>
    <td class="number">${formatCount(bytes)}</td>
    <td class="number">${formatCount(start + bytes)}</td>
  </tr>`;
}
