import { isLoopback, parseSmtpUrls, serverName, type SmtpServer } from '../../smtp/url.ts';
import { smtpTransport } from '../../smtp/connect.ts';
import type { Encryption, Failure, Stage } from '../../smtp/transport.ts';
import { UserError } from '../../base/user-error.ts';
import type { Check, Context } from '../context.ts';
import { finding, mistake, well, type Finding, type FindingCode } from '../finding.ts';

/** Shorter than when letters wait for it: somebody sits and looks on. */
const PATIENCE = { connect: 10_000, answer: 30_000 };
const DAY_MS = 86_400_000;
const CERTIFICATE_DAYS = 14;

const CODES: Readonly<Partial<Record<Stage, FindingCode>>> = {
  connect: 'smtp/unreachable',
  tls: 'smtp/tls',
  auth: 'smtp/login',
};

type Servers =
  | { readonly ok: true; readonly value: readonly SmtpServer[] }
  | { readonly ok: false; readonly error: UserError };

/** The servers of SMTP_URL; none where it is not set. */
export function serversOf({ env, config, readFile }: Context): Servers {
  const url = env['SMTP_URL'] ?? '';
  if (url.trim() === '') return { ok: true, value: [] };
  try {
    return { ok: true, value: parseSmtpUrls(url, config.delivery, readFile) };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, error };
    throw error;
  }
}

/** Connects to each server, encrypts and logs in as `send` would, and says goodbye. */
export const checkSmtp: Check = async (context) => {
  const servers = serversOf(context);
  if (!servers.ok) return [mistake('smtp/mistake', servers.error)];
  if (servers.value.length === 0) {
    const fault = context.env['SMTP_URL'] === undefined ? 'not set' : 'empty';
    return [finding('smtp/not-set', `SMTP: SMTP_URL is ${fault}`)];
  }
  const now = context.clock();
  const found = await Promise.all(servers.value.map((server) => examine(server, now)));
  return found.flat();
};

async function examine(server: SmtpServer, now: Date): Promise<readonly Finding[]> {
  const { connectionTimeout, greetingTimeout, socketTimeout } = server;
  const transport = smtpTransport(server, {
    connect: connectionTimeout ?? PATIENCE.connect,
    greeting: greetingTimeout ?? PATIENCE.answer,
    command: socketTimeout ?? PATIENCE.answer,
  });
  const name = `SMTP ${serverName(server)}`;
  const connected = await transport.connect();
  if (!connected.ok) return [failure(name, connected.failure)];
  const { encryption } = connected.connection;
  connected.connection.close();
  const login = server.auth ? 'the login is right' : 'without a login';
  const secured = encryption?.protocol ?? 'in the clear';
  const takes = well(`${name}: answers, ${secured}, ${login}`);
  if (encryption) return [takes, ...certificate(name, encryption, now)];
  // Within this machine nobody listens.
  if (isLoopback(server.host)) return [takes];
  return [takes, finding('smtp/clear', `${name}: letters and passwords go in the clear`)];
}

function failure(name: string, { stage, message, reply }: Failure): Finding {
  // Before the greeting a server may say no as well.
  const code = reply && stage === 'connect' ? undefined : CODES[stage];
  return finding(code ?? 'smtp/refused', `${name}: ${message}`);
}

function certificate(name: string, { certificateEnds }: Encryption, now: Date): readonly Finding[] {
  const days = Math.floor((certificateEnds.getTime() - now.getTime()) / DAY_MS);
  const text = `${name}: its certificate ends on ${certificateEnds.toISOString().slice(0, 10)}`;
  // NaN, of a date that cannot be read, says nothing.
  return days < CERTIFICATE_DAYS ? [finding('smtp/certificate-ends', text)] : [];
}
