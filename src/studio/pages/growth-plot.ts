/** How the list grows: the total as a line, and below it who joined and who left. */
import { html, raw } from 'hono/html';
import { formatCount, plural } from '../../base/format.ts';
import type { Growth } from '../../subscribers/growth.ts';
import { SPANS, type SpanName } from '../readers.ts';
import type { Markup } from './layout.ts';
import { shortDate } from './moment.ts';

/** Of the total. */
const LINE = { top: 16, height: 140 };
/** Of the bars, above and below their zero. */
const BARS = { top: 190, height: 110 };
const BOTTOM = BARS.top + BARS.height;
/** The width in its own units: it is stretched to the available width. */
const UNITS = 1000;
/** Of a bar's room. */
const BAR_WIDTH = 0.7;
const DAY_MARKS = 4;

/** A day or a week; who came back has joined, too. */
type Step = Pick<Growth, 'from' | 'joined' | 'left' | 'total'>;

/** Returns the list over time as SVG, with a text and a table that say the same. */
export function growthPlot(growth: readonly Growth[], span: SpanName): Markup {
  const steps = growth.map((each) => ({ ...each, joined: each.joined + each.returned }));
  const last = steps.at(-1);
  if (!last) return html`<p class="muted">There is nothing to show yet.</p>`;
  const words = inWords(steps, last);
  return html`<figure class="plot growth">
      <svg
        role="img"
        aria-labelledby="growth-title growth-text"
        width="100%"
        height="${BOTTOM + 28}"
      >
        <title id="growth-title">Readers over time</title>
        <desc id="growth-text">${words}</desc>
        ${totalPanel(steps)} ${barsPanel(steps)} ${dayMarks(steps)}
      </svg>
      <figcaption>
        <span class="key"><span class="swatch total"></span>On the list</span>
        <span class="key"><span class="swatch joined"></span>Joined</span>
        <span class="key"><span class="swatch left"></span>Left</span>
        <span class="said">${words}</span>
      </figcaption>
    </figure>
    <details class="figures">
      <summary>The same in figures</summary>
      ${growthTable(steps, SPANS[span].by)}
    </details>`;
}

function inWords(steps: readonly Step[], last: Step): string {
  const joined = sumOf(steps, 'joined');
  const left = sumOf(steps, 'left');
  const change = joined - left;
  const by = change === 0 ? 'as many as before' : `${signed(change)} since ${formatFirst(steps)}`;
  return `${plural(last.total, 'reader')} on the list, ${by}: ${formatCount(joined)} joined, ${formatCount(left)} left.`;
}

function formatFirst([first]: readonly Step[]): string {
  return first ? shortDate(first.from) : '';
}

function signed(count: number): string {
  return `${count > 0 ? '+' : '−'}${formatCount(Math.abs(count))}`;
}

function sumOf(steps: readonly Step[], field: 'joined' | 'left'): number {
  return steps.reduce((sum, step) => sum + step[field], 0);
}

/** A part of the drawing that is stretched; texts are not in it. */
function stretched(top: number, height: number, content: string): Markup {
  return html`<svg
    y="${top}"
    width="100%"
    height="${height}"
    viewBox="0 0 ${UNITS} ${height}"
    preserveAspectRatio="none"
  >
    ${raw(content)}
  </svg>`;
}

function totalPanel(steps: readonly Step[]): Markup {
  const totals = steps.map(({ total }) => total);
  const { low, high } = rangeOf(Math.min(...totals), Math.max(...totals));
  const y = (total: number) => LINE.height - ((total - low) / (high - low)) * LINE.height;
  const x = (index: number) => ((index + 0.5) / steps.length) * UNITS;
  const points = totals.map((total, index) => `${x(index).toFixed(1)} ${y(total).toFixed(1)}`);
  // A single point is a line too.
  const path = `M0 ${y(totals[0] ?? 0).toFixed(1)}L${points.join('L')}H${UNITS}`;
  return html`${[low, high].map((level) => levelLine(LINE.top + y(level), formatCount(level)))}
  ${stretched(LINE.top, LINE.height, `<path class="line" d="${path}"/>`)}`;
}

/** Round numbers around the totals, so that a small change can be seen. */
function rangeOf(least: number, most: number): { readonly low: number; readonly high: number } {
  const rough = Math.max(1, (most - least) / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 1;
  const low = Math.max(0, Math.floor(least / step) * step);
  const high = Math.ceil(most / step) * step;
  return { low, high: high > low ? high : low + step };
}

function barsPanel(steps: readonly Step[]): Markup {
  const joined = Math.max(0, ...steps.map((step) => step.joined));
  const left = Math.max(0, ...steps.map((step) => step.left));
  const all = Math.max(1, joined + left);
  const zero = Math.round((joined / all) * BARS.height);
  const tall = (count: number) => (count / all) * BARS.height;
  const room = UNITS / steps.length;
  const bar = (kind: string, index: number, from: number, height: number) =>
    height === 0
      ? ''
      : `<rect class="${kind}" x="${(index * room + (room * (1 - BAR_WIDTH)) / 2).toFixed(1)}" y="${from.toFixed(1)}" width="${(room * BAR_WIDTH).toFixed(1)}" height="${height.toFixed(1)}"/>`;
  const bars = steps.map(
    (step, index) =>
      bar('joined', index, zero - tall(step.joined), tall(step.joined)) +
      bar('left', index, zero, tall(step.left)),
  );
  return html`${joined > 0 && levelLine(BARS.top, `+${formatCount(joined)}`)}
    ${left > 0 && levelLine(BARS.top + BARS.height, `−${formatCount(left)}`)}
    ${stretched(BARS.top, BARS.height, bars.join(''))}
    <line class="tick" x1="0" x2="100%" y1="${BARS.top + zero}" y2="${BARS.top + zero}" />`;
}

function levelLine(y: number, label: string): Markup {
  return html`<line x1="0" x2="100%" y1="${y}" y2="${y}" /><text
      x="-10"
      y="${y + 5}"
      text-anchor="end"
      >${label}</text
    >`;
}

function dayMarks(steps: readonly Step[]): Markup {
  const every = Math.max(1, Math.ceil(steps.length / DAY_MARKS));
  const marks = steps.flatMap((step, index) => (index % every === 0 ? [{ step, index }] : []));
  return html`${marks.map(({ step, index }) => {
    const share = ((index + 0.5) / steps.length) * 100;
    const anchor = share < 8 ? 'start' : share > 92 ? 'end' : 'middle';
    return html`<line
        class="tick"
        x1="${share}%"
        x2="${share}%"
        y1="${BOTTOM}"
        y2="${BOTTOM + 5}"
      /><text x="${anchor === 'start' ? 0 : share}%" y="${BOTTOM + 22}" text-anchor="${anchor}"
        >${shortDate(step.from, 'narrow')}</text
      >`;
  })}`;
}

function growthTable(steps: readonly Step[], by: 'day' | 'week'): Markup {
  return html`<div class="scroll" role="region" aria-label="Readers over time" tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${by === 'day' ? 'Day' : 'Week from'}</th>
          <th scope="col" class="number">Joined</th>
          <th scope="col" class="number">Left</th>
          <th scope="col" class="number">On the list</th>
        </tr>
      </thead>
      <tbody>
        ${steps.toReversed().map(
          ({ from, joined, left, total }) =>
            html`<tr>
              <th scope="row">${shortDate(from)}</th>
              <td class="number">${formatCount(joined)}</td>
              <td class="number">${formatCount(left)}</td>
              <td class="number">${formatCount(total)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
