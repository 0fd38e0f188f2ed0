import { isLoopback, parseSmtpUrls, serverName, type SmtpServer } from '../../smtp/url.ts';
import { smtpTransport } from '../../smtp/connect.ts';
import type { Encryption, SmtpFailure, Stage } from '../../smtp/transport.ts';
import { isReservedName } from '../../base/example-domain.ts';
import { UserError } from '../../base/user-error.ts';
import type { DoctorCheck, DoctorContext } from '../context.ts';
import { finding, mistake, passed, type DoctorFinding, type FindingCode } from '../finding.ts';

/** Shorter than for sending: the user is waiting. */
const PATIENCE = { connect: 10_000, answer: 30_000 };
const DAY_MS = 86_400_000;
const CERTIFICATE_DAYS = 14;

const CODES: Readonly<Partial<Record<Stage, FindingCode>>> = {
  connect: 'smtp/unreachable',
  tls: 'smtp/tls',
  auth: 'smtp/login',
};

type ServersResult =
  | { readonly ok: true; readonly value: readonly SmtpServer[] }
  | { readonly ok: false; readonly error: UserError };

/** Reads the servers of SMTP_URL; none if it is not set. */
function serversOf({ env, config, readFile }: DoctorContext): ServersResult {
  const url = env['SMTP_URL'] ?? '';
  if (url.trim() === '') return { ok: true, value: [] };
  try {
    return { ok: true, value: parseSmtpUrls(url, config.delivery, readFile) };
  } catch (error) {
    if (error instanceof UserError) return { ok: false, error };
    throw error;
  }
}

/** Returns whether letters would go to a server on another machine. */
export function leavesMachine(context: DoctorContext): boolean {
  const servers = serversOf(context);
  return servers.ok && servers.value.some(({ host }) => !isLoopback(host));
}

/** Checks each server: connects, encrypts and logs in as `send` does, and disconnects. */
export const checkSmtp: DoctorCheck = async (context) => {
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

async function examine(server: SmtpServer, now: Date): Promise<readonly DoctorFinding[]> {
  const { connectionTimeout, greetingTimeout, socketTimeout } = server;
  const transport = smtpTransport(server, {
    connect: connectionTimeout ?? PATIENCE.connect,
    greeting: greetingTimeout ?? PATIENCE.answer,
    command: socketTimeout ?? PATIENCE.answer,
  });
  const name = `SMTP ${serverName(server)}`;
  if (isReservedName(server.host) && !isLoopback(server.host)) {
    return [finding('smtp/unreachable', `${name}: an example domain, which has no server`)];
  }
  const connected = await transport.connect();
  if (!connected.ok) return [failure(name, connected.failure)];
  const { encryption } = connected.connection;
  connected.connection.close();
  const login = server.auth ? 'login accepted' : 'no login';
  const secured = encryption?.protocol ?? 'unencrypted';
  const reachable = passed(`${name}: reachable, ${secured}, ${login}`);
  if (encryption) return [reachable, ...certificate(name, encryption, now)];
  // Nobody can read along within this machine.
  if (isLoopback(server.host)) return [reachable];
  return [reachable, finding('smtp/clear', `${name}: letters and passwords are sent unencrypted`)];
}

function failure(name: string, { stage, message, reply }: SmtpFailure): DoctorFinding {
  // A server may also refuse a connection with its greeting.
  const code = reply && stage === 'connect' ? undefined : CODES[stage];
  return finding(code ?? 'smtp/refused', `${name}: ${message}`);
}

function certificate(
  name: string,
  { certificateEnds }: Encryption,
  now: Date,
): readonly DoctorFinding[] {
  const days = Math.floor((certificateEnds.getTime() - now.getTime()) / DAY_MS);
  const text = `${name}: its certificate expires on ${certificateEnds.toISOString().slice(0, 10)}`;
  // NaN, from an unreadable date, is no finding.
  return days < CERTIFICATE_DAYS ? [finding('smtp/certificate-ends', text)] : [];
}
