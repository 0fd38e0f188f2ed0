import { html, raw } from 'hono/html';
import { formatCount, formatDuration, plural } from '../../base/format.ts';
import type { RunReport } from '../desk.ts';
import type { Markup } from './layout.ts';

type Intervals = RunReport['accepted'];

interface Point {
  /** Seconds since the start. */
  readonly at: number;
  /** Letters accepted so far. */
  readonly sum: number;
}

const HEIGHT = 200;
const TOP = 18;
const BOTTOM = TOP + HEIGHT;
/** The width of the curve in its own units: it is stretched to the available width. */
const UNITS = 1000;
const MOST_POINTS = 600;
const MOST_TICKS = 5;
const DAY = 86_400;
/** Seconds between marks of the time axis. */
const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
];

/** Fewer intervals say less as a plot than as a sentence. */
const FEWEST_POINTS = 3;
/** How wide a plot is: by its steps, in px, up to the width of the page. */
const STEP_WIDTH = 24;
const SMALLEST_WIDTH = 360;

/** Returns the letters accepted over time: as a plot that is as large as there is to show. */
export function acceptedOverTime(intervals: Intervals, start: Date, total: number): Markup {
  const points = pointsOf(intervals, start);
  const last = points.at(-1);
  return last && points.length < FEWEST_POINTS
    ? html`<p>${inWords(points, last)}</p>`
    : acceptedPlot(intervals, start, total);
}

/** Returns the letters accepted over time as SVG, with axes and a text that says the same. */
export function acceptedPlot(intervals: Intervals, start: Date, total: number): Markup {
  const points = pointsOf(intervals, start);
  const last = points.at(-1);
  if (!last) return html`<p class="muted">No letter has been accepted yet.</p>`;
  const span = Math.max(1, last.at);
  const top = Math.max(1, total, last.sum);
  const width = Math.max(SMALLEST_WIDTH, points.length * STEP_WIDTH);
  return html`<figure class="plot" style="max-width:${width}px">
    <svg role="img" aria-labelledby="plot-title plot-text" width="100%" height="${BOTTOM + 28}">
      <title id="plot-title">Letters accepted over time</title>
      <desc id="plot-text">${inWords(points, last)}</desc>
      ${levels(top).map((level) => levelLine(level, top))}
      <svg
        y="${TOP}"
        width="100%"
        height="${HEIGHT}"
        viewBox="0 0 ${UNITS} ${HEIGHT}"
        preserveAspectRatio="none"
      >
        ${raw(curve(points, span, top))}
      </svg>
      ${marks(span).map((mark, index) => timeMark(mark, span, index % 2 === 1))}
    </svg>
    <figcaption>${inWords(points, last)}</figcaption>
  </figure>`;
}

/** Returns a step for each interval, but no more steps than can be told apart. */
function pointsOf(intervals: Intervals, start: Date): readonly Point[] {
  const first = Math.min(start.getTime(), intervals[0]?.at.getTime() ?? Infinity);
  const every = Math.ceil(intervals.length / MOST_POINTS);
  const points: Point[] = [];
  let sum = 0;
  for (const [index, { at, count }] of intervals.entries()) {
    sum += count;
    const shown = (index + 1) % every === 0 || index === intervals.length - 1;
    if (shown) points.push({ at: (at.getTime() - first) / 1000, sum });
  }
  return points;
}

function inWords(points: readonly Point[], { at, sum }: Point): string {
  const taken = plural(sum, 'letter');
  if (at < 1) return `${taken} accepted in less than a second.`;
  const half = points.find((point) => point.sum >= sum / 2) ?? { at };
  return `${taken} accepted in ${formatDuration(at)}, half of them in the first ${formatDuration(half.at)}.`;
}

/** Returns SVG without escaping: it contains only numbers. */
function curve(points: readonly Point[], span: number, top: number): string {
  const x = (at: number) => ((at / span) * UNITS).toFixed(1);
  const y = (sum: number) => (HEIGHT - (sum / top) * HEIGHT).toFixed(1);
  const line = points.map(({ at, sum }) => `H${x(at)}V${y(sum)}`).join('');
  const path = `M0 ${HEIGHT}${line}`;
  return `<path class="area" d="${path}H${UNITS}V${HEIGHT}Z"/><path class="line" d="${path}"/>`;
}

function levelLine(level: number, top: number): Markup {
  const y = BOTTOM - (level / top) * HEIGHT;
  return html`<line x1="0" x2="100%" y1="${y}" y2="${y}" /><text x="0" y="${y - 5}"
      >${formatCount(level)}</text
    >`;
}

/** Returns 0, round numbers below the top, and the top. */
function levels(top: number): readonly number[] {
  const rough = top / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? 1,
  );
  const round = Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step);
  // Two numbers would overlap.
  return [...round.filter((level) => top - level > top / 10), top];
}

function marks(span: number): readonly number[] {
  const step =
    STEPS.find((each) => span / each <= MOST_TICKS) ?? Math.ceil(span / DAY / MOST_TICKS) * DAY;
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => index * step);
}

/** A phone has room for the words of every second mark. */
function timeMark(seconds: number, span: number, isOdd: boolean): Markup {
  const share = (seconds / span) * 100;
  const anchor = share < 5 ? 'start' : share > 95 ? 'end' : 'middle';
  return html`<line class="tick" x1="${share}%" x2="${share}%" y1="${BOTTOM}" y2="${BOTTOM + 5}" />
    <text class="${isOdd && 'odd'}" x="${share}%" y="${BOTTOM + 22}" text-anchor="${anchor}"
      >${seconds === 0 ? 'start' : formatDuration(seconds)}</text
    >`;
}
