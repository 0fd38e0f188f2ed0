/** A URL whose scheme does not fit its port: TLS where the server speaks clear text, or the reverse. */
import { connect, type Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import type { SmtpServer } from './url.ts';
import type { SmtpFailure } from './transport.ts';

/** What OpenSSL says when it reads a greeting, or anything else, in place of a handshake. */
const CLEAR_TEXT = /wrong version number|unknown protocol|packet length too long|http request/i;

type Where = Pick<SmtpServer, 'host' | 'port' | 'secure'>;

/** Returns the failure of a TLS connection, in plain words where the server speaks clear text. */
export function explainClearText({ port, secure }: Where, failure: SmtpFailure): SmtpFailure {
  if (!secure || !CLEAR_TEXT.test(failure.message)) return failure;
  const message = `port ${port} speaks in clear text, not TLS: use smtp:// instead of smtps://`;
  return { ...failure, stage: 'tls', message };
}

/** A server that is silent for so long may be waiting for TLS. */
const SILENCE_MS = 3000;
const PROBE_MS = 1500;

/**
 * Watches for a server that says nothing because it waits for TLS: tries a handshake once it has
 * been silent for three seconds, and calls `found` with the failure if that succeeds. Returns a
 * function that ends the watch.
 */
export function watchForTls(
  { host, port, secure }: Where,
  isSilent: () => boolean,
  found: (failure: SmtpFailure) => void,
): () => void {
  if (secure) return () => undefined;
  let probe: Socket | undefined;
  // A reset, so that a server that no longer reads notices it too.
  const end = () => probe?.resetAndDestroy();
  const timer = setTimeout(() => {
    if (!isSilent()) return;
    probe = connect({ host, port, timeout: PROBE_MS }).once('timeout', end).on('error', end);
    // Nothing is said over this connection, so the certificate does not matter.
    const secured = startTls({ socket: probe, rejectUnauthorized: false }).on('error', end);
    secured.once('secureConnect', () => {
      probe = undefined;
      secured.destroy();
      const message = `port ${port} expects TLS from the first byte: use smtps:// instead of smtp://`;
      if (isSilent()) found({ stage: 'tls', message });
    });
  }, SILENCE_MS);
  return () => {
    clearTimeout(timer);
    end();
  };
}
