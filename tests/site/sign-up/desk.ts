/** The sign-up of a site, for the tests of a file: each begins with empty tables. */
import type { Hono } from 'hono';
import { beforeEach } from 'vitest';
import type { MailRoute } from '../../../src/site/sign-up/mail-route.ts';
import { SITE_URL, START, useSite } from '../site-rig.ts';
import { send, signUp, type Sent, type SignUpOptions } from './form.ts';

/** A site that may embed the form. */
export const EMBED = 'https://paper.example';
export const SENT = 'Look in your mailbox';

export function useSignUps() {
  const rig = useSite({
    site: { url: SITE_URL, embedFrom: [EMBED], consentIp: 'truncated', proofOfWork: 'off' },
  });
  const desk = {
    rig,
    /** What the DNS says of a domain; every other one accepts mail. */
    routes: new Map<string, MailRoute>(),
    peer: '',
    app: undefined as unknown as Hono,
    /** Opens the form and sends it. */
    from: (change: Readonly<Record<string, string>>, more: SignUpOptions = {}): Promise<Sent> =>
      signUp(rig, change, { app: desk.app, ...more }),
    /** Sends fields as they are. */
    send: (
      fields: URLSearchParams,
      change: Readonly<Record<string, string>>,
      headers?: Readonly<Record<string, string>>,
    ): Promise<Sent> => send(desk.app, fields, change, headers),
    /** The mails that were queued. */
    queued: async () => {
      const rows = await rig.store().query('select kind, email from outbox order by id');
      return rows.map(({ kind, email }) => `${String(kind)} ${String(email)}`);
    },
    signUps: () => rig.store().query('select * from sign_ups order by id'),
  };
  beforeEach(async () => {
    desk.peer = '198.51.100.7';
    rig.now = new Date(START);
    rig.events.length = 0;
    desk.routes.clear();
    for (const table of ['limits', 'used_once', 'sign_ups', 'outbox', 'suppressions']) {
      await rig.store().query(`delete from ${table}`);
    }
    const mailRoute = (domain: string) => Promise.resolve(desk.routes.get(domain) ?? 'accepts');
    desk.app = rig.remake(() => ({ peerOf: () => desk.peer, mailRoute }));
  });
  return desk;
}
