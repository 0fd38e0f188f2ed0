import type { Reply } from '../smtp/reply.ts';
import type { SmtpFailure } from '../smtp/transport.ts';
import type { Subscriber } from '../subscribers/subscriber.ts';
import type { DeliveryState } from './state.ts';

/** What happens while a run is sent, in the order in which the ledger records it. */
export type DeliveryEvent =
  | {
      readonly kind: 'outcome';
      readonly subscriber: Subscriber;
      /** Of the address, as A-labels in lower case. */
      readonly domain: string;
      /** Counts from 1; stays the same if the letter was not released. */
      readonly attempt: number;
      readonly state: DeliveryState;
      /** The server's name, without a password. */
      readonly server: string;
      readonly messageId: string;
      readonly reply?: Reply;
      /** Why, if the reason is not a server's reply. */
      readonly reason?: string;
      /** When a deferred delivery is tried again. */
      readonly retryAt?: Date;
    }
  | { readonly kind: 'connected'; readonly server: string }
  | {
      readonly kind: 'connection-failed';
      readonly server: string;
      readonly failure: SmtpFailure;
      readonly retryInMs: number;
    }
  /** The server asked for less, and gets at most this many connections from now on. */
  | {
      readonly kind: 'slowed';
      readonly server: string;
      readonly connections: number;
      readonly reason: string;
    }
  /** The database failed, and is asked again: nothing is lost so far. */
  | { readonly kind: 'database-failed'; readonly reason: string; readonly retryInMs: number }
  | { readonly kind: 'database-back'; readonly outageMs: number }
  /** The remaining deliveries are deferred, and the first of them is due at this time. */
  | { readonly kind: 'waiting'; readonly until: Date; readonly deferred: number };

/** How a run ended for now. */
export type RunResult =
  /** Nothing is waiting. */
  | { readonly kind: 'finished' }
  /** The remaining deliveries are deferred for longer than the run waits. */
  | { readonly kind: 'deferred'; readonly nextRetry: Date }
  /** Somebody asked to stop; `elsewhere` if it was in another program, by Runs.askToStop. */
  | { readonly kind: 'interrupted'; readonly elsewhere?: true }
  /** Too many letters were refused, or the server refuses the sender or does not answer. */
  | { readonly kind: 'paused'; readonly reason: string }
  /** The login, the certificate or another setting is wrong. */
  | { readonly kind: 'stopped'; readonly reason: string }
  /** Another process took over the run. */
  | { readonly kind: 'lost' }
  /** The database is unavailable. */
  | { readonly kind: 'unrecordable'; readonly reason: string }
  /** The file of the database was removed or replaced; what was recorded before is saved there. */
  | { readonly kind: 'ledger-gone'; readonly reason: string; readonly savedAt?: string };
