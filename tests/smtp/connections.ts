/** Letters and connections for tests of SMTP. */
import { onTestFinished } from 'vitest';
import type { Timeouts } from '../../src/smtp/dialogue.ts';
import { smtpTransport } from '../../src/smtp/connect.ts';
import type { SmtpServer } from '../../src/smtp/url.ts';
import type { Connection, SendOutcome } from '../../src/smtp/transport.ts';
import type { Letter } from '../../src/letter/letter.ts';
import type { ScriptedServer } from '../support/scripted-server.ts';

/** Long enough for a busy machine to answer within. */
export const PATIENT: Timeouts = { connect: 5000, greeting: 5000, command: 5000, dot: 5000 };
/** For a server that stalls. */
export const SHORT: Timeouts = { connect: 5000, greeting: 300, command: 300, dot: 300 };

/** A letter whose body is one text, or bytes as they are. */
export function letterOf(body: string | readonly Buffer[], to = 'ada@example.com'): Letter {
  const chunks =
    typeof body === 'string' ? [Buffer.from(`Subject: x\r\n\r\n`), Buffer.from(body)] : body;
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  return { messageId: '<x@example.com>', envelope: { from: 'news@example.com', to }, chunks, size };
}

export const yes = () => Promise.resolve(true);

export function transportTo(
  { port }: Pick<ScriptedServer, 'port'>,
  own: Partial<SmtpServer> = {},
  timeouts: Timeouts = PATIENT,
) {
  const server = { host: '127.0.0.1', port, secure: false, startTls: 'never', weight: 1 } as const;
  return smtpTransport({ ...server, ...own }, timeouts);
}

/** Connects to a server; the connection closes when the test ends. */
export async function connectTo(
  server: Pick<ScriptedServer, 'port'>,
  own: Partial<SmtpServer> = {},
  timeouts: Timeouts = PATIENT,
): Promise<Connection> {
  const connected = await transportTo(server, own, timeouts).connect();
  if (!connected.ok) throw new Error(connected.failure.message);
  onTestFinished(() => {
    connected.connection.close();
  });
  return connected.connection;
}

/** An outcome in short: its kind, or the stage and the reply's code. */
export function inShort(outcome: SendOutcome): string {
  if (outcome.kind !== 'failed') return outcome.kind;
  const { stage, reply } = outcome.failure;
  return `${stage} ${reply?.code ?? '-'}`;
}
