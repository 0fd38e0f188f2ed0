/** A run over a real store and a real server, with letters of a few lines. */
import { sampleConfig } from '../support/sample.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import type { DeliveryEvent, RunResult } from '../../src/deliver/events.ts';
import type { Lease, Ledger } from '../../src/deliver/ledger.ts';
import { deliverRun, type DeliverOptions } from '../../src/deliver/run.ts';
import { smtpTransport } from '../../src/smtp/connect.ts';
import { parseSmtpUrls } from '../../src/smtp/url.ts';
import type { Tally } from '../../src/deliver/state.ts';
import type { Letter } from '../../src/letter/letter.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { openQueryable, type QueryableStore } from '../store/queryable.ts';
import { KEYS } from '../store/stores.ts';

export type Delivery = NonNullable<ConfigInput['delivery']>;
type Timeouts = Parameters<typeof smtpTransport>[1];

export interface RunBench {
  readonly store: QueryableStore;
  /** Adds subscribers p0, p1, … at example.com, or at the given domains in turn. */
  subscribe(count: number, domains?: readonly string[]): Promise<void>;
  /** Claims the lease on the run of an edition, and creates the run if necessary. */
  lease(owner?: string, edition?: string): Promise<Lease>;
  deliver(options: DeliverySetup): Promise<Delivered>;
  close(): Promise<void>;
}

export interface DeliverySetup {
  /** SMTP_URLs of loopback servers. */
  readonly url: string;
  readonly delivery?: Delivery;
  readonly timeouts?: Timeouts;
  readonly signal?: AbortSignal;
  readonly lease?: Lease;
  readonly databasePatienceMs?: number;
  readonly clock?: () => Date;
  readonly onEvent?: (event: DeliveryEvent) => void;
  readonly letterFor?: DeliverOptions['letterFor'];
  /** Replaces the store's ledger. */
  readonly ledger?: Ledger;
  readonly stopwatch?: DeliverOptions['stopwatch'];
}

export interface Delivered {
  readonly result: RunResult;
  readonly events: readonly DeliveryEvent[];
  readonly tally: Tally;
}

export const LEASE_SECONDS = 30;

/** Retries so soon that a test does not have to wait for them. */
export const SOON: Delivery = {
  maxConnections: 3,
  retry: { firstMinutes: 0.0005, longestMinutes: 0.001, patienceMinutes: 0.05 },
};
/** Retries too late for a test. */
export const LATER: Delivery = {
  maxConnections: 3,
  retry: { firstMinutes: 60, longestMinutes: 60, patienceMinutes: 0 },
};

export function letterTo({ email }: NewSubscriber): Letter {
  const text = Buffer.from(`To: ${email}\r\nSubject: x\r\n\r\n${'body '.repeat(3000)}\r\n`);
  const envelope = { from: 'news@example.com', to: email };
  return { messageId: `<${email}>`, envelope, chunks: [text], size: text.length };
}

export async function openRunBench(file = ':memory:'): Promise<RunBench> {
  const store = await openQueryable({ kind: 'sqlite', file }, undefined, { readerKeys: KEYS });
  const lease = async (owner = 'test', edition = 'e') => {
    const run = await store.runs.create({
      edition,
      audience: 'all',
      destination: 'server',
      contentHash: 'h',
    });
    const claim = await store.runs.claim(run, owner, LEASE_SECONDS, () => true);
    if (claim.kind !== 'claimed') throw new Error('The lease is held by another owner.');
    return claim.lease;
  };
  return {
    store,
    lease,
    subscribe: async (count, domains = ['example.com']) => {
      const people = Array.from({ length: count }, (_, index) => ({
        email: `p${index}@${domains[index % domains.length] ?? ''}`,
        attributes: {},
      }));
      await store.subscribers.save(people);
    },
    deliver: async (setup) => {
      const events: DeliveryEvent[] = [];
      const settings = sampleConfig({ delivery: setup.delivery ?? LATER }).delivery;
      const held = setup.lease ?? (await lease());
      const result = await deliverRun({
        ledger: setup.ledger ?? store.ledger,
        lease: held,
        leaseSeconds: LEASE_SECONDS,
        stopwatch: setup.stopwatch,
        databasePatienceMs: setup.databasePatienceMs ?? 500,
        servers: parseSmtpUrls(setup.url, settings, () => '').map((server) => ({
          transport: smtpTransport(server, setup.timeouts),
          weight: server.weight,
          maxConnections: server.maxConnections ?? settings.maxConnections,
          maxMessages: server.maxMessages ?? settings.maxMessages,
        })),
        letterFor: setup.letterFor ?? letterTo,
        settings,
        clock: setup.clock ?? (() => new Date()),
        random: () => 0.5,
        signal: setup.signal ?? new AbortController().signal,
        onEvent: (event) => {
          events.push(event);
          setup.onEvent?.(event);
        },
      });
      return { result, events, tally: await store.runs.tally(held.run) };
    },
    close: () => store.close(),
  };
}

/** Returns the number of letters in a tally. */
export function total(tally: Tally): number {
  return Object.values(tally).reduce((sum, count) => sum + count);
}
