import type { DeliveryEvent } from '../../deliver/events.ts';
import { plural } from '../io.ts';
import type { Meter, Reading } from './meter.ts';
import { printable } from '../../base/printable.ts';

export type Waiting = Extract<DeliveryEvent, { kind: 'waiting' }>;

const LONGEST_BAR = 30;
const SHORTEST_BAR = 5;

/** How far a run is: what of its figures has room whole, and a bar where some is left. */
export function barLine(reading: Reading, columns: number): string {
  // What reaches the last column would wrap, and a wrapped line cannot be written over.
  const room = columns - 1;
  const [percent = '', ...figures] = figuresOf(reading);
  const text = figures.reduce(
    (line, next) => (line.length + 2 + next.length <= room ? `${line}  ${next}` : line),
    percent,
  );
  const length = Math.min(LONGEST_BAR, room - text.length - 2);
  if (length < SHORTEST_BAR) return text;
  const full = Math.floor((length * percentOf(reading)) / 100);
  return `${'█'.repeat(full)}${'░'.repeat(length - full)}  ${text}`;
}

/** The same as a line of a log. */
export function plainLine(reading: Reading): string {
  const [percent, count, ...figures] = figuresOf(reading);
  return `  ${[`${count} letters (${percent})`, ...figures].join(', ')}`;
}

/** The last word on a run. */
export function endLine(reading: Reading, { perSecond, activeMs }: ReturnType<Meter['average']>) {
  const { done, total, others } = reading;
  const speed = activeMs < 1000 ? [] : [`in ${clockTime(activeMs)}`, rate(perSecond)];
  const count = `${figure(done)} of ${plural(total, 'letter')} done`;
  return `  ${[[count, ...speed.slice(0, 1)].join(' '), ...speed.slice(1), ...others.map(counted)].join(', ')}`;
}

/** How long the rest of a run has to wait. */
export function waitingLine({ until, deferred }: Waiting, now: Date): string {
  const ms = until.getTime() - now.getTime();
  const next = `next try ${ms > 0 ? `in ${clockTime(ms)}` : 'now'}.`;
  const were = deferred === 1 ? 'was' : 'were';
  return `${plural(deferred, 'letter')} ${were} put off; ${next}`;
}

/** What is worth a line of its own: that a server does not answer, or wants less. */
export function noteOf(
  event: Extract<DeliveryEvent, { kind: 'slowed' | 'connection-failed' }>,
): string {
  const server = printable(event.server);
  if (event.kind === 'slowed') {
    const most = plural(event.connections, 'connection');
    return `${server} asks for less: at most ${most} from now on (${printable(event.reason)}).`;
  }
  const { failure, retryInMs } = event;
  const why = printable(failure.reply?.text ?? failure.message).replace(/\.$/, '');
  return `No connection to ${server}: ${why}. Next try in ${clockTime(retryInMs)}.`;
}

function figuresOf(reading: Reading): readonly string[] {
  const { done, total, perSecond, leftMs, others } = reading;
  return [
    `${percentOf(reading)}%`,
    `${figure(done)} of ${figure(total)}`,
    ...(perSecond > 0 ? [rate(perSecond)] : []),
    ...(leftMs === undefined ? [] : [`${clockTime(leftMs)} left`]),
    ...others.map(counted),
  ];
}

/** 100 only where nothing is left. */
function percentOf({ done, total }: Reading): number {
  return total <= done ? 100 : Math.floor((done / total) * 100);
}

function counted([state, count]: Reading['others'][number]): string {
  return `${figure(count)} ${state}`;
}

function rate(perSecond: number): string {
  const digits = perSecond < 10 ? 1 : 0;
  return `${perSecond.toLocaleString('en-US', { maximumFractionDigits: digits })} a second`;
}

function figure(count: number): string {
  return count.toLocaleString('en-US');
}

/** 4:32, or 1:04:32; a part of a second is a whole one. */
function clockTime(ms: number): string {
  const seconds = Math.ceil(Math.max(0, ms) / 1000);
  const two = (value: number) => String(Math.floor(value) % 60).padStart(2, '0');
  return seconds < 3600
    ? `${Math.floor(seconds / 60)}:${two(seconds)}`
    : `${Math.floor(seconds / 3600)}:${two(seconds / 60)}:${two(seconds)}`;
}
