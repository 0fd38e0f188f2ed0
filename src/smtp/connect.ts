import { SmtpDialogue, type Timeouts } from './dialogue.ts';
import { authFailure, type SmtpError } from './failure.ts';
import { SmtpSession } from './session.ts';
import { serverName, type SmtpServer } from './url.ts';
import type { Connected, SmtpFailure, Transport } from './transport.ts';
import { explainClearText, watchForTls } from './wrong-port.ts';

/** From RFC 5321 4.5.3.2. The wait after the final dot (4.5.3.2.6) is never shorter. */
const TIMEOUTS: Timeouts = {
  connect: 30_000,
  greeting: 300_000,
  command: 300_000,
  dot: 600_000,
};

/** Makes a transport that sends through an SMTP server; `own` replaces the server's timeouts. */
export function smtpTransport(server: SmtpServer, own: Partial<Timeouts> = {}): Transport {
  const { connectionTimeout, greetingTimeout, socketTimeout } = server;
  const timeouts = {
    connect: own.connect ?? connectionTimeout ?? TIMEOUTS.connect,
    greeting: own.greeting ?? greetingTimeout ?? TIMEOUTS.greeting,
    command: own.command ?? socketTimeout ?? TIMEOUTS.command,
    dot: own.dot ?? Math.max(TIMEOUTS.dot, socketTimeout ?? 0),
  };
  // A server that can't be trusted with PIPELINING gets one command at a time from then on.
  let isInStep = true;
  const onOutOfStep = () => {
    isInStep = false;
  };
  return {
    name: serverName(server),
    connect: (signal) => {
      const pipelining = isInStep && server.pipelining !== false;
      return connect(server, dialogueWith(server, timeouts, pipelining), onOutOfStep, signal);
    },
  };
}

function connect(
  server: SmtpServer,
  smtp: SmtpDialogue,
  onOutOfStep: () => void,
  signal?: AbortSignal,
): Promise<Connected> {
  return new Promise<Connected>((resolve) => {
    const fail = (failure: SmtpFailure) => {
      endWatch();
      resolve({ ok: false, failure: explainClearText(server, failure) });
      smtp.close();
    };
    const isSilent = () => smtp.at === 'connect' || smtp.at === 'greeting';
    const endWatch = watchForTls(server, isSilent, fail);
    const abort = () => {
      fail({ stage: 'connect', message: 'stopped while connecting' });
    };
    const succeed = () => {
      endWatch();
      signal?.removeEventListener('abort', abort);
      smtp.stopWaiting();
      resolve({ ok: true, connection: new SmtpSession(smtp, onOutOfStep) });
    };
    if (signal?.aborted === true) {
      abort();
      return;
    }
    signal?.addEventListener('abort', abort, { once: true });
    smtp.once('end', () => {
      signal?.removeEventListener('abort', abort);
      fail(smtp.failure);
    });
    smtp.connect((error) => {
      if (error) fail({ ...smtp.failure, message: error.message });
      else if (server.auth) login(smtp, server.auth, succeed, fail);
      else succeed();
    });
  });
}

function login(
  smtp: SmtpDialogue,
  auth: NonNullable<SmtpServer['auth']>,
  succeed: () => void,
  fail: (failure: SmtpFailure) => void,
): void {
  const { user, pass, method } = auth;
  smtp.authenticate();
  smtp.login({ user, pass, ...(method !== undefined && { method }) }, (error) => {
    if (error) fail(authFailure(error as SmtpError, auth));
    else succeed();
  });
}

function dialogueWith(server: SmtpServer, timeouts: Timeouts, pipelining: boolean): SmtpDialogue {
  const { host, port, secure, startTls, name, localAddress, ca, servername } = server;
  return new SmtpDialogue(
    {
      host,
      port,
      secure,
      requireTLS: !secure && startTls === 'required',
      ignoreTLS: !secure && startTls === 'never',
      tls: { ...(ca !== undefined && { ca }), ...(servername !== undefined && { servername }) },
      ...(name !== undefined && { name }),
      ...(localAddress !== undefined && { localAddress }),
    },
    timeouts,
    pipelining,
  );
}
