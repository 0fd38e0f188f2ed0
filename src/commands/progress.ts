import { plural, type Io } from './io.ts';

/** Tells a person or a log how far a run is. */
export interface Progress {
  advance(): void;
  stop(): void;
}

const LINE_EVERY_MS = 2000;

/** A bar on a terminal; elsewhere a plain line every other second. */
export async function startProgress(total: number, io: Io): Promise<Progress> {
  let done = 0;
  const line = () => `${done.toLocaleString('en-US')} of ${plural(total, 'letter')} sent`;
  if (io.interactive) {
    const { progress } = await import('@clack/prompts');
    const bar = progress({ max: total, output: process.stderr });
    bar.start(line());
    return {
      advance: () => {
        done++;
        bar.advance(1, line());
      },
      stop: () => {
        bar.stop(line());
      },
    };
  }
  let last = io.clock().getTime();
  return {
    advance: () => {
      done++;
      const now = io.clock().getTime();
      if (now - last < LINE_EVERY_MS) return;
      last = now;
      io.note(`  ${line()}`);
    },
    stop: () => {
      io.note(`  ${line()}`);
    },
  };
}
