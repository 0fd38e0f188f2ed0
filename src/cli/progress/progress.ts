import type { DeliveryEvent } from '../../deliver/events.ts';
import { signed, type Io } from '../io.ts';
import { createMeter, type Reading } from './meter.ts';
import { barLine, endLine, noteOf, plainLine, waitingLine, type Waiting } from './words.ts';

/** Tells a person or a log how far a run is. */
export interface Progress {
  event(event: DeliveryEvent): void;
  /** A line that does not get in the way of the bar. */
  note(line: string): void;
  stop(): void;
}

export interface ProgressOptions {
  /** Milliseconds that never go back. */
  readonly now?: () => number;
  /** How wide the terminal is now. */
  readonly columns?: () => number;
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
 * reach the sender as a signal. `total` is how many letters wait.
 */
export function startProgress(
  total: number,
  io: Io,
  {
    now = () => performance.now(),
    columns = () => process.stderr.columns || 80,
  }: ProgressOptions = {},
): Progress {
  const meter = createMeter(total, now);
  const onTerminal = io.interactive && io.env['TERM'] !== 'dumb';
  const display = onTerminal ? barDisplay(io, columns) : lineDisplay(io, now);
  const noted = new Map<string, number>();
  let wait: Waiting | undefined;

  const noteSeldom = (key: string, line: () => string) => {
    if (now() - (noted.get(key) ?? -Infinity) < SAME_NOTE_MS) return;
    noted.set(key, now());
    display.note(signed('warning', line()));
  };
  let timer: NodeJS.Timeout | undefined = setInterval(() => {
    meter.sample();
    display.show(meter.read(), wait);
  }, TICK_MS).unref();
  return {
    event: (event) => {
      if (event.kind === 'outcome') {
        wait = undefined;
        meter.outcome(event.due.subscriber.id, event.state);
      } else if (event.kind === 'waiting') {
        wait = event;
        meter.pause();
      } else if (event.kind === 'slowed') {
        noteSeldom(`${event.server} ${event.connections}`, () => noteOf(event));
      } else if (event.kind === 'connection-failed') {
        noteSeldom(`${event.server} ${event.failure.stage}`, () => noteOf(event));
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

/** One line that is written over, and only where it has changed. */
function barDisplay(io: Io, columns: () => number): Display {
  let shown = '';
  const draw = (text: string) => {
    if (text === shown) return;
    shown = text;
    io.draw(text);
  };
  return {
    show: (reading, wait) => {
      draw(wait ? countdown(wait, io.clock()) : barLine(reading, columns()));
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
  const them = wait.deferred === 1 ? 'it' : 'them';
  return `${waitingLine(wait, now)} Ctrl-C leaves ${them} for later.`;
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
