/** The process: the only place that exits. */
import { runCommandLine } from './cli/command-line.ts';
import { EXIT } from './cli/io.ts';
import { terminalIo } from './cli/terminal.ts';

function stopSignal(): AbortSignal {
  const stop = new AbortController();
  const hear = () => {
    if (stop.signal.aborted) {
      process.stderr.write('\n');
      process.exit(EXIT.tryLater);
    }
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, hear);
  return stop.signal;
}

// A reader such as "head" may close the pipe: that is no bug.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.bug);
});
const surroundings = { cwd: process.cwd(), env: process.env, clock: () => new Date() };
process.exitCode = await runCommandLine(
  process.argv.slice(2),
  terminalIo(surroundings, process, stopSignal),
);
