/** The process: the only place that exits. */
import { runCommandLine } from './cli/command-line.ts';
import { EXIT, terminalLine, type Io } from './cli/io.ts';

function surroundings(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    clock: () => new Date(),
    stopSignal,
    interactive: process.stdin.isTTY && process.stderr.isTTY && !process.env['CI'],
    out: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
    draw: (text) => process.stderr.write(terminalLine(text, process.stderr.columns || 80)),
  };
}

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
process.exitCode = await runCommandLine(process.argv.slice(2), surroundings());
