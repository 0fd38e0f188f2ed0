/** The process: the only place that exits. */
import { runCommandLine } from './cli/command-line.ts';
import { EXIT } from './cli/io.ts';
import { terminalIo } from './cli/terminal.ts';

/** Whether the command comes to its own end: what it sends must not be cut off. */
let endsItself = false;

function stopSignal(): AbortSignal {
  endsItself = true;
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

process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  if (endsItself) return;
  // A reader such as "head" may close the pipe: that is no fault.
  if (code === 'EPIPE') process.exit(EXIT.done);
  process.stderr.write(`Can't write the output: ${message}\n`);
  process.exit(EXIT.tryLater);
});
// Notes that can't be written, to a full disk or a closed pipe, stop nothing.
process.stderr.on('error', () => undefined);

function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('The current folder no longer exists.\n  Change to another folder.\n');
    process.exit(EXIT.userError);
  }
}

const surroundings = { cwd: currentFolder(), env: process.env, clock: () => new Date() };
process.exitCode = await runCommandLine(
  process.argv.slice(2),
  terminalIo(surroundings, process, stopSignal),
);
