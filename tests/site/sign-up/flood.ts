/** A flood of sign-ups within an hour, with a few people in it. */
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Hono } from 'hono';
import { siteApp } from '../../../src/site/app.ts';
import type { SiteOptions } from '../../../src/site/options.ts';
import type { Store } from '../../../src/store/open.ts';
import { BROWSER } from './form.ts';

export interface Flood {
  readonly name: string;
  readonly networks: 'one' | 'many';
  /** Who is written to: one address in many spellings, one domain, or everybody. */
  readonly victims: 'one' | 'one domain' | 'many';
  /** Whether each program fetches its form, from its own network, and has the headers of a browser. */
  readonly likeBrowsers?: boolean;
}

export const FLOODS: readonly Flood[] = [
  { name: 'from one network at many', networks: 'one', victims: 'many', likeBrowsers: true },
  { name: 'from many networks at one', networks: 'many', victims: 'one', likeBrowsers: true },
  { name: 'from many networks at one domain', networks: 'many', victims: 'one domain' },
  { name: 'from many networks at many', networks: 'many', victims: 'many' },
  {
    name: 'from many networks at many, like browsers',
    networks: 'many',
    victims: 'many',
    likeBrowsers: true,
  },
];

export interface Clock {
  now: Date;
}

export interface FloodResult {
  /** Mails to strangers within the hour. */
  readonly mails: number;
  /** The most that one of them got. */
  readonly mostToOne: number;
  /** Sign-ups whose mail waits. */
  readonly waiting: number;
  /** How long people waited for their mail, in minutes; Infinity for those who got none in a day. */
  readonly people: readonly number[];
  /** Of the programs' requests, in ms. */
  readonly times: readonly number[];
}

const PEOPLE = 10;
const HOUR_MS = 3_600_000;

/** Sends a flood, and then waits a day for the mails to the people in it. */
export async function flood(
  store: Store,
  clock: Clock,
  options: SiteOptions,
  what: Flood,
  bots: number,
): Promise<FloodResult> {
  let peer = '';
  const app = siteApp({ ...options, peerOf: () => peer });
  const from = (network: string) => {
    peer = network;
    return app;
  };
  const start = clock.now.getTime();
  const mails = mailsOf(store);
  const joined = new Map<string, number>();
  const times: number[] = [];
  const every = Math.floor(bots / PEOPLE);
  for (let bot = 0; bot < bots; bot++) {
    clock.now = new Date(start + (bot / bots) * HOUR_MS);
    if (bot % every === Math.floor(every / 2)) {
      const person = joined.size;
      const email = `person${person}@home${person}.example`;
      joined.set(email, clock.now.getTime());
      await send(() => from(`192.0.${person}.9`), clock, email, BROWSER);
      await mails.take(clock);
    }
    const network = what.networks === 'one' ? '198.51.100.9' : `10.${bot >> 8}.${bot & 255}.9`;
    const headers = what.likeBrowsers === true ? BROWSER : PROGRAM;
    const fetchedFrom = what.likeBrowsers === true ? network : '203.0.113.9';
    const ask = (isPost: boolean) => from(isPost ? network : fetchedFrom);
    times.push(await send(ask, clock, victimOf(what, bot), headers));
    if (bot % 50 === 0) await mails.take(clock);
  }
  const strangers = mails.sent.filter(({ to }) => !joined.has(to));
  const perAddress = Map.groupBy(strangers, ({ to }) => to);
  const { waiting } = await store.signUps.count();
  for (let minutes = 0; minutes < 24 * 60; minutes += 10) {
    clock.now = new Date(start + HOUR_MS + minutes * 60_000);
    await mails.take(clock);
  }
  const got = new Map(mails.sent.map(({ to, at }) => [to, at]));
  return {
    mails: strangers.length,
    mostToOne: Math.max(0, ...perAddress.values().map(({ length }) => length)),
    waiting,
    people: Array.from(joined, ([email, at]) => ((got.get(email) ?? Infinity) - at) / 60_000),
    times,
  };
}

const PROGRAM = { 'user-agent': 'python-requests/2.32', accept: '*/*' };

function victimOf({ victims }: Flood, bot: number): string {
  if (victims === 'one') return `v.ictim${bot % 2 === 0 ? '' : `+${bot}`}@gmail.com`;
  return victims === 'one domain' ? `v${bot}@victim.example` : `v${bot}@d${bot}.example`;
}

interface Description {
  readonly ticket: string;
  readonly challenge?: Challenge;
}

async function proofFor(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

/** Fetches the form, waits 3 seconds, and sends it; returns the milliseconds of the POST. */
async function send(
  ask: (isPost: boolean) => Hono,
  clock: Clock,
  email: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const json = { ...headers, accept: 'application/json' };
  const answer = await ask(false).request('/subscribe', { headers: json });
  const { ticket, challenge } = (await answer.json()) as Description;
  const before = clock.now;
  clock.now = new Date(before.getTime() + 3000);
  const body = new URLSearchParams({ email, ticket, form: 'page' });
  // The browsers of people do the work that is asked for; the programs don't.
  if (challenge && email.startsWith('person')) body.set('proof', await proofFor(challenge));
  const started = performance.now();
  await ask(true).request('/subscribe', { method: 'POST', body, headers: { ...headers } });
  const ms = performance.now() - started;
  clock.now = before;
  return ms;
}

/** Sends what is queued; people confirm at once. */
function mailsOf(store: Store) {
  const sent: { to: string; at: number }[] = [];
  const take = async (clock: Clock): Promise<void> => {
    const claimed = await store.outbox.claim('flood', 1000, 60);
    for (const { id, to, mail } of claimed) {
      await store.outbox.settle('flood', id, { kind: 'sent', messageId: `<${id}@example.com>` });
      if (mail.kind !== 'confirm') continue;
      sent.push({ to, at: clock.now.getTime() });
      if (to.startsWith('person')) await store.signUps.confirm(mail.signUpId);
    }
  };
  return { sent, take };
}
