import { once } from 'node:events';
import type { Command } from 'commander';
import type { OpenedStudio } from '../../app/studio/studio.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import { plural } from '../../base/format.ts';
import { UserError } from '../../base/user-error.ts';
import { EXIT, type Io } from '../io.ts';
import { CONTENT, type RunCommand } from '../options.ts';
import { marked } from '../style.ts';

export interface PreviewOptions {
  readonly content?: string;
  readonly port?: string;
  readonly host?: string;
  /** Lets remote pictures be fetched. */
  readonly online?: boolean;
  /** Lets other devices write and send, not only look. */
  readonly write?: boolean;
  /** Opens the studio in the browser. */
  readonly open?: boolean;
  /** Writes the pages as files into a folder. */
  readonly export?: string;
}

/** Adds `broadsheet preview` to the program. */
export function addPreview(program: Command, run: RunCommand): void {
  program
    .command('preview')
    .description('open the studio: the letter as every reader sees it, live while you write')
    .argument('[edition]', 'the edition to open first (default: the list of editions)')
    .option('--port <port>', 'port to listen on (default: 4600, or a free one)')
    .option('--host <host>', 'address to bind; 0.0.0.0 lets other devices connect')
    .option('--write', 'let other devices write and send, too (with --host)')
    .option('--no-open', 'do not open the browser')
    .option('--online', 'fetch the remote pictures of a letter')
    .option('--export <dir>', 'write the pages of an edition as files instead')
    .option(...CONTENT)
    .action((edition: string | undefined, options: PreviewOptions) =>
      run((io) => preview(edition, options, io)),
    );
}

/** Serves the studio until it is stopped, or writes its pages as files. Returns the exit code. */
async function preview(
  edition: string | undefined,
  options: PreviewOptions,
  io: Io,
): Promise<number> {
  const { serveStudio, writeStudio } = await import('../../app/studio/studio.ts');
  const workspace = openWorkspace(io, options.content);
  if (options.export !== undefined) {
    const files = await writeStudio(workspace, edition, options.export, options);
    const count = plural(files, 'file');
    io.out(marked('done', `Wrote ${count} to ${options.export}/. Open index.html there.`));
    return EXIT.done;
  }
  let last = '';
  const onFault = (error: Error) => {
    const known = error instanceof DatabaseUnavailableError || error instanceof UserError;
    const text = known ? `${error.message} ${error.remedy}` : (error.stack ?? error.message);
    // A database that is down fails each time that the studio looks at it.
    if (text !== last)
      io.note(marked('error', `The studio met an error and keeps running: ${text}`));
    last = text;
  };
  const may = options.write === true ? 'write and send' : 'look';
  const onBrowser = (address: string) => {
    io.note(marked('warning', `A browser at ${address} may now ${may}.`));
  };
  const stop = io.stopSignal();
  await serveStudio(workspace, { ...options, edition, onFault, onBrowser }, async (studio) => {
    await showAddress(studio, options, io);
    if (!stop.aborted) await once(stop, 'abort');
    const stage = studio.underWay();
    if (stage) io.note(marked('warning', CLOSING[stage]));
  });
  return EXIT.done;
}

const CLOSING = {
  waiting: 'Took back what was about to be sent. Nothing was sent.',
  sending:
    'Stopping after the letters under way. Press Ctrl-C again to stop at once. Start the studio again to continue.',
} as const;

async function showAddress(
  { url, shared }: OpenedStudio,
  { write = false, open = true }: PreviewOptions,
  io: Io,
): Promise<void> {
  io.out(marked('done', `The studio is open: ${url}`));
  if (shared && io.interactive()) {
    const { renderUnicodeCompact } = await import('uqr');
    io.note(renderUnicodeCompact(url));
  }
  if (shared) {
    const others = write
      ? 'can write and send, too'
      : 'can look; --write lets it write and send, too';
    io.note(`  Another device with this address ${others}.`);
  }
  io.note('  Press Ctrl-C to close it.');
  if (open && io.interactive()) void showInBrowser(url, io);
}

async function showInBrowser(url: string, io: Io): Promise<void> {
  const { browserFor, openBrowser } = await import('../open-browser.ts');
  const browser = browserFor(url, io.env, process.platform);
  if (browser && !(await openBrowser(browser)))
    io.note('  No browser could be opened. Open the address yourself.');
}
