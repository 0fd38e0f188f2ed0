import { formatCount, formatRate, plural } from '../../base/format.ts';
import { printable } from '../../base/printable.ts';
import type { DeliveryEvent } from '../../deliver/events.ts';
import type { Io } from '../io.ts';
import { marked } from '../style.ts';
import { createMeter, type Meter, type Reading } from './meter.ts';

/** Shows a person or a log how far a run is. */
export interface Progress {
  event(event: DeliveryEvent): void;
  /** A line that does not get in the way of the bar. */
  note(line: string): void;
  stop(): void;
}

/** What shows the state of a run, ten times a second; `wait` while nothing may be sent. */
interface Display {
  show(reading: Reading, wait: Waiting | undefined): void;
  note(line: string): void;
  /** Takes away what is not to stay. */
  clear(): void;
}

const TICK_MS = 100;
const SAME_NOTE_MS = 10_000;

/**
 * A bar on a terminal; elsewhere a plain line now and then. The bar is drawn here because the one
 * of @clack/prompts reads the keyboard in raw mode and ends the process at Ctrl-C, which must
 * reach the sender as a signal. `total` is how many letters wait; `now` is in milliseconds and never
 * goes back.
 */
export function startProgress(total: number, io: Io, now = () => performance.now()): Progress {
  const meter = createMeter(total, now);
  const onTerminal = io.interactive() && io.env['TERM'] !== 'dumb';
  const display = onTerminal ? barDisplay(io) : lineDisplay(io, now);
  const noted = new Map<string, number>();
  let wait: Waiting | undefined;

  const noteSeldom = (key: string, line: () => string) => {
    if (now() - (noted.get(key) ?? -Infinity) < SAME_NOTE_MS) return;
    noted.set(key, now());
    display.note(marked('warning', line()));
  };
  let timer: NodeJS.Timeout | undefined = setInterval(() => {
    meter.sample();
    display.show(meter.read(), wait);
  }, TICK_MS).unref();
  return {
    event: (event) => {
      if (event.kind === 'outcome') {
        wait = undefined;
        meter.outcome(event.subscriber.id, event.state);
      } else if (event.kind === 'waiting') {
        wait = event;
        meter.pause();
      } else if (event.kind === 'slowed') {
        noteSeldom(`${event.server} ${event.connections}`, () => noteOf(event));
      } else if (event.kind === 'connection-failed') {
        noteSeldom(`${event.server} ${event.failure.stage}`, () => noteOf(event));
      } else if (event.kind === 'database-failed') {
        noteSeldom(
          event.kind,
          () => `The database failed: ${printable(event.reason)}. Trying again.`,
        );
      } else if (event.kind === 'database-back') {
        noteSeldom(event.kind, () => `The database is back after ${clockTime(event.outageMs)}.`);
      }
    },
    note: (line) => {
      display.note(line);
    },
    stop: () => {
      if (!timer) return;
      clearInterval(timer);
      timer = undefined;
      display.clear();
      io.note(endLine(meter.read(), meter.average()));
    },
  };
}

/** One line that is redrawn only if it has changed. */
function barDisplay(io: Io): Display {
  let shown = '';
  const draw = (text: string) => {
    if (text === shown) return;
    shown = text;
    io.draw(text);
  };
  return {
    show: (reading, wait) => {
      draw(wait ? countdown(wait, io.clock()) : barLine(reading, io.columns()));
    },
    note: (line) => {
      const bar = shown;
      draw('');
      io.note(line);
      draw(bar);
    },
    clear: () => {
      draw('');
    },
  };
}

function countdown(wait: Waiting, now: Date): string {
  return `${waitingLine(wait, now)} Press Ctrl-C to stop here.`;
}

const MINUTE = 60_000;

/** A line after two seconds and then every other second; later, and while nothing goes, seldom. */
function lineDisplay(io: Io, now: () => number): Display {
  const started = now();
  let next = started + 2000;
  let waitShown: Waiting | undefined;
  return {
    show: (reading, wait) => {
      const at = now();
      if (at < next && wait === waitShown) return;
      waitShown = wait;
      next = at + (wait ? MINUTE : at - started < MINUTE ? 2000 : 10_000);
      io.note(wait ? `  ${waitingLine(wait, io.clock())}` : plainLine(reading));
    },
    note: (line) => {
      io.note(line);
    },
    clear: () => undefined,
  };
}

type Waiting = Extract<DeliveryEvent, { kind: 'waiting' }>;

const LONGEST_BAR = 30;
const SHORTEST_BAR = 5;

/** Returns the progress of a run: the figures that fit, and a bar in the space left. */
function barLine(reading: Reading, columns: number): string {
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
function plainLine(reading: Reading): string {
  const [percent, count, ...figures] = figuresOf(reading);
  return `  ${[`${count} letters (${percent})`, ...figures].join(', ')}`;
}

/** The last word on a run. */
function endLine(reading: Reading, { perSecond, activeMs }: ReturnType<Meter['average']>) {
  const { done, total, others } = reading;
  const speed = activeMs < 1000 ? [] : [`in ${clockTime(activeMs)}`, rate(perSecond)];
  const count = `${formatCount(done)} of ${plural(total, 'letter')} done`;
  return `  ${[[count, ...speed.slice(0, 1)].join(' '), ...speed.slice(1), ...others.map(counted)].join(', ')}`;
}

/** How long the rest of a run has to wait. */
function waitingLine({ until, deferred }: Waiting, now: Date): string {
  const ms = until.getTime() - now.getTime();
  const next = `next try ${ms > 0 ? `in ${clockTime(ms)}` : 'now'}.`;
  return `${plural(deferred, 'letter')} deferred; ${next}`;
}

/** A note that a server does not answer, or wants less. */
function noteOf(event: Extract<DeliveryEvent, { kind: 'slowed' | 'connection-failed' }>): string {
  const server = printable(event.server);
  if (event.kind === 'slowed') {
    const most = plural(event.connections, 'connection');
    return `${server} asked for less load: at most ${most} from now on (${printable(event.reason)}).`;
  }
  const { failure, retryInMs } = event;
  const why = printable(failure.reply?.text ?? failure.message).replace(/\.$/, '');
  return `No connection to ${server}: ${why}. Next try in ${clockTime(retryInMs)}.`;
}

function figuresOf(reading: Reading): readonly string[] {
  const { done, total, perSecond, leftMs, others } = reading;
  return [
    `${percentOf(reading)}%`,
    `${formatCount(done)} of ${formatCount(total)}`,
    ...(perSecond > 0 ? [rate(perSecond)] : []),
    ...(leftMs === undefined ? [] : [`${clockTime(leftMs)} left`]),
    ...others.map(counted),
  ];
}

/** Returns the percentage, which is 100 only if nothing is left. */
function percentOf({ done, total }: Reading): number {
  return total <= done ? 100 : Math.floor((done / total) * 100);
}

function counted([state, count]: Reading['others'][number]): string {
  return `${formatCount(count)} ${state}`;
}

function rate(perSecond: number): string {
  return `${formatRate(perSecond)} per second`;
}

/** 4:32, or 1:04:32; a part of a second is a whole one. */
function clockTime(ms: number): string {
  const seconds = Math.ceil(Math.max(0, ms) / 1000);
  const two = (value: number) => String(Math.floor(value) % 60).padStart(2, '0');
  return seconds < 3600
    ? `${Math.floor(seconds / 60)}:${two(seconds)}`
    : `${Math.floor(seconds / 3600)}:${two(seconds / 60)}:${two(seconds)}`;
}
