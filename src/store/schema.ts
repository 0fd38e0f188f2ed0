import type { Generated } from 'kysely';
import type { DestinationKind } from '../deliver/destination.ts';
import type { DeliveryState } from '../deliver/state.ts';

/** The tables. Times are ISO 8601 in UTC. */
export interface Schema {
  subscribers: SubscribersTable;
  suppressions: SuppressionsTable;
  runs: RunsTable;
  run_versions: RunVersionsTable;
  deliveries: DeliveriesTable;
  transitions: TransitionsTable;
  tallies: TalliesTable;
  accepted_seconds: AcceptedSecondsTable;
  counted: CountedTable;
}

export interface SubscribersTable {
  id: Generated<number>;
  email: string;
  /** What makes two addresses the same subscriber: see addressKey. */
  address_key: string;
  /** Of the address key. */
  domain: string;
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  /** A JSON object of strings. */
  attributes: string;
  /** An IANA name, as the list has it; null if unknown. */
  time_zone: string | null;
  created_at: string;
  /** When they were taken off the list; their row stays for the deliveries that name it. */
  removed_at: Generated<string | null>;
}

/** Addresses that must not be written to, and why. */
export interface SuppressionsTable {
  address_key: string;
  reason: string;
  created_at: string;
}

/** The sending of one edition to its frozen audience, through servers or into the mailbox. */
export interface RunsTable {
  id: Generated<number>;
  edition: string;
  audience: string;
  destination: Generated<DestinationKind>;
  /** Of the lead story, by which it is recognized under another name. */
  fingerprint: Generated<string | null>;
  /** Of the current version. */
  content_hash: string;
  version: Generated<number>;
  total: number;
  /** The last not_before of its deliveries. */
  last_hour: Generated<string | null>;
  created_at: string;
  /** Who holds the lease, and until when unless it is renewed. */
  owner: Generated<string | null>;
  owned_until: Generated<string | null>;
  /** One more with each owner. */
  fence: Generated<number>;
}

/** The content of a run before and after each amendment. */
export interface RunVersionsTable {
  run_id: number;
  version: number;
  content_hash: string;
  created_at: string;
}

/** One row per recipient of a run. */
export interface DeliveriesTable {
  run_id: number;
  subscriber_id: number;
  /** The place in the run's order. */
  position: Generated<number>;
  state: DeliveryState;
  attempts: Generated<number>;
  /** The server's last reply, in parts and as a line; without one, `reply` is the reason. */
  code: Generated<number | null>;
  enhanced: Generated<string | null>;
  reply: Generated<string | null>;
  retry_at: Generated<string | null>;
  /** The subscriber's own hour; the letter must not be released earlier. */
  not_before: Generated<string | null>;
  message_id: Generated<string | null>;
  /** Which version of the edition was released. */
  version: Generated<number | null>;
  updated_at: string;
}

/** Every change of a delivery's state, written by a trigger. */
export interface TransitionsTable {
  id: Generated<number>;
  run_id: number;
  subscriber_id: number;
  /** The state before; null in rows from before this column. */
  previous: DeliveryState | null;
  state: DeliveryState;
  attempt: number;
  at: string;
  code: number | null;
  enhanced: string | null;
  reply: string | null;
}

/** How many deliveries of a run were in each state: see tallies.ts. */
export interface TalliesTable {
  run_id: number;
  domain: string;
  state: DeliveryState;
  count: number;
}

/** How many letters of a run were accepted in each second, and when the last of them was. */
export interface AcceptedSecondsTable {
  run_id: number;
  /** Without its fraction. */
  second: string;
  count: number;
  last: string;
}

/** One row: the last transition that the counts include, and that of the time before. */
export interface CountedTable {
  transition_id: number;
  before: number;
}
