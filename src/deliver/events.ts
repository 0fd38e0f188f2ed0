import type { Due } from './ledger.ts';
import type { Reply } from '../smtp/reply.ts';
import type { DeliveryState } from './state.ts';
import type { Failure } from '../smtp/transport.ts';

/** What happens while a run is sent, in the order in which the ledger has it. */
export type DeliveryEvent =
  | {
      readonly kind: 'outcome';
      readonly due: Due;
      readonly state: DeliveryState;
      /** The server, by its name without a password. */
      readonly server: string;
      readonly messageId: string;
      readonly reply?: Reply;
      /** Why, where no server said it. */
      readonly reason?: string;
      /** When it is tried again, of a deferred one. */
      readonly retryAt?: Date;
    }
  | { readonly kind: 'connected'; readonly server: string }
  | {
      readonly kind: 'connection-failed';
      readonly server: string;
      readonly failure: Failure;
      readonly retryInMs: number;
    }
  /** The server asked for less: so many connections at most from now on. */
  | {
      readonly kind: 'slowed';
      readonly server: string;
      readonly connections: number;
      readonly reason: string;
    }
  /** Nothing may be sent before a time: what is left was put off. */
  | { readonly kind: 'waiting'; readonly until: Date; readonly deferred: number };

/** How a run ended for now. */
export type RunResult =
  /** Nothing waits any more. */
  | { readonly kind: 'finished' }
  /** What is left was put off until later than the run stays. */
  | { readonly kind: 'deferred'; readonly nextRetry: Date }
  /** The user asked to stop. */
  | { readonly kind: 'interrupted' }
  /** Too many refusals, or a server that refuses the sender or does not answer. */
  | { readonly kind: 'paused'; readonly reason: string }
  /** The login, the certificate or another setting is wrong. */
  | { readonly kind: 'stopped'; readonly reason: string }
  /** Somebody else has taken the run. */
  | { readonly kind: 'lost' }
  /** The database cannot be used. */
  | { readonly kind: 'unrecordable'; readonly reason: string };
