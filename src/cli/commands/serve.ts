import { once } from 'node:events';
import type { Command } from 'commander';
import type { MailsGo, OpenedSite, ServeEvent } from '../../app/site/serve.ts';
import { openWorkspace } from '../../app/workspace.ts';
import { EXIT, type Io } from '../io.ts';
import { CONTENT, type RunCommand } from '../options.ts';
import { marked } from '../style.ts';

export interface ServeOptions {
  readonly content?: string;
  readonly port?: string;
  readonly host?: string;
  /** Writes the log as JSON. */
  readonly json?: boolean;
}

/** Adds `broadsheet serve` to the program. */
export function addServe(program: Command, run: RunCommand): void {
  program
    .command('serve')
    .description('serve the public pages: unsubscribe, preferences, sign-up; and send their mails')
    .option(
      '--port <port>',
      'port to listen on (default: that of a site.url on this machine, or 4700)',
    )
    .option('--host <host>', 'address to bind (default: 127.0.0.1); 0.0.0.0 for every network')
    .option('--json', 'write the address and the log as JSON, one object per line')
    .option(...CONTENT)
    .action((options: ServeOptions) => run((io) => serve(options, io)));
}

/** Serves the site until it is stopped. Returns the exit code. */
async function serve(options: ServeOptions, io: Io): Promise<number> {
  const { serveSite } = await import('../../app/site/serve.ts');
  const log = logOf(io, options.json === true);
  const stop = io.stopSignal();
  await serveSite(
    openWorkspace(io, options.content),
    {
      ...options,
      onEvent: (event) => {
        log(event);
      },
    },
    async (site) => {
      announce(site, options.json === true, io);
      if (!stop.aborted) await once(stop, 'abort');
      if (options.json !== true) io.note('Stopping: finishing the requests and mails under way.');
    },
  );
  return EXIT.done;
}

const MAILS: Readonly<Record<MailsGo, string>> = {
  servers: 'Mails to readers go through SMTP_URL.',
  mailbox: 'Mails to readers go to the built-in mailbox: run `broadsheet mailbox`.',
  later: 'SMTP_URL is not set: mails to readers wait for the next `broadsheet send --due`.',
};

function announce({ address, url, mails }: OpenedSite, json: boolean, io: Io): void {
  if (json) {
    io.out(JSON.stringify({ address, url, mails }));
    return;
  }
  io.out(marked('done', `The site is open: ${address}`));
  if (url !== address) io.note(`  Readers reach it at ${url}`);
  io.note(`  ${MAILS[mails]}`);
  if (io.interactive()) io.note('  Press Ctrl-C to stop it.');
}

/** Makes the log: no line names a reader, an address or a token. */
function logOf(io: Io, json: boolean): (event: ServeEvent) => void {
  let lastFault = '';
  return (event) => {
    // What watches the site asks every few seconds.
    if (event.kind === 'request' && /\/(?:healthz|readyz)$/.test(event.route) && event.status < 400)
      return;
    const at = io.clock().toISOString();
    if (json) {
      io.note(JSON.stringify({ at, ...dataOf(event) }));
      return;
    }
    const line = lineOf(event);
    // A database that is down fails every few seconds.
    if (event.kind === 'background-fault' && line === lastFault) return;
    lastFault = event.kind === 'background-fault' ? line : '';
    io.note(`${at} ${line}`);
  };
}

function dataOf(event: ServeEvent): object {
  if ('error' in event) {
    const { error, ...rest } = event;
    return { ...rest, error: error.message };
  }
  return event.kind === 'request' ? { ...event, ms: Math.round(event.ms) } : event;
}

function lineOf(event: ServeEvent): string {
  switch (event.kind) {
    case 'request':
      return `${event.route} ${event.status} ${Math.round(event.ms)} ms`;
    case 'mail':
      return `mail "${event.mail}": ${event.outcome}`;
    case 'mail-servers':
      return marked('warning', `Mails wait, because no server takes them: ${event.reason}`);
    case 'mail-fault':
      return marked('error', `A mail "${event.mail}" can't be written: ${textOf(event.error)}`);
    case 'burst':
      return marked(
        'warning',
        `${event.left} of ${event.of} readers at ${event.domain} left within 5 minutes: a link scanner may have followed their links. To put them back, run \`broadsheet subscribers restore\`.`,
      );
    case 'sign-up-cap':
      return marked(
        'warning',
        'The limit of unconfirmed sign-ups is reached, so further confirmations wait. If this continues, a program may be signing up strangers.',
      );
    case 'sign-up-limit':
      return marked('warning', ONE_NETWORK[event.isPrivate ? 'private' : 'public']);
    case 'unavailable':
    case 'no-database':
      return marked('error', `The database can't be used: ${event.error.message}`);
    case 'background-fault':
      return marked('error', `${event.task} failed and is tried again: ${event.error.message}`);
    case 'fault':
      return marked('error', `${event.route} failed: ${textOf(event.error)}`);
  }
}

const ONE_NETWORK = {
  public:
    'Too many people signed up from one network within an hour; the others are asked to come back.',
  private:
    'Too many people signed up from one private network within an hour. If a proxy is in front of the site, name it in site.trustedProxies.',
};

/** A mistake has a remedy; anything else is a bug, whose stack helps. */
function textOf(error: Error): string {
  const remedy = 'remedy' in error ? String(error.remedy) : undefined;
  return remedy === undefined ? (error.stack ?? error.message) : `${error.message} ${remedy}`;
}
