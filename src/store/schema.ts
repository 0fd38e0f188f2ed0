import type { Generated } from 'kysely';
import type { DestinationKind } from '../deliver/destination.ts';
import type { DeliveryState } from '../deliver/state.ts';
import type { SuppressionKind } from '../subscribers/suppression.ts';
import type {
  AgentClass,
  ConsentAction,
  Departure,
  RequestPurpose,
} from '../subscribers/reader.ts';
import type { SiteMail } from '../subscribers/outbox.ts';

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
  consents: ConsentsTable;
  wordings: WordingsTable;
  departures: DeparturesTable;
  reader_requests: ReaderRequestsTable;
  sign_ups: SignUpsTable;
  outbox: OutboxTable;
  limits: LimitsTable;
  used_once: UsedOnceTable;
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
  /** Opaque, in the links of their letters. Null once they are erased. */
  reader_id: Generated<string | null>;
  /** What they chose, as `,daily,weekend,`; null for every topic. */
  topics: Generated<string | null>;
  locale: Generated<string | null>;
  paused_until: Generated<string | null>;
  /** When they chose their time zone, which no import changes then. */
  zone_chosen_at: Generated<string | null>;
}

/** Addresses that must not be written to, and why. */
export interface SuppressionsTable {
  /** Of an erased reader: `erased:` and the keyed hash of the address. */
  address_key: string;
  reason: string;
  kind: Generated<SuppressionKind>;
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
  /** The fence of the owner that was asked to stop last. */
  stop_fence: Generated<number | null>;
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
  /** Empty for a letter that was on its way when its reader was erased. */
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

/** The record of consent; rows are only added. An erased reader's keep no personal field. */
export interface ConsentsTable {
  id: Generated<number>;
  subscriber_id: number;
  action: ConsentAction;
  at: string;
  source: string;
  page: string | null;
  /** The hash of a row of `wordings`. */
  wording: string | null;
  locale: string | null;
  message_id: string | null;
  ip: string | null;
  detail: string | null;
}

/** The texts that readers agreed to. */
export interface WordingsTable {
  /** SHA-256 in hex. */
  hash: string;
  text: string;
}

/** Who left, and how: the evidence by which what a scanner did can be told and undone. */
export interface DeparturesTable {
  id: Generated<number>;
  subscriber_id: number;
  domain: string;
  at: string;
  how: Departure['how'];
  agent: AgentClass;
  /** The newest run whose letter to them was accepted before. */
  run_id: number | null;
  seconds_since_accepted: number | null;
  reason: string | null;
  undone_at: string | null;
}

/** What readers asked for and a fresh mail has to confirm. */
export interface ReaderRequestsTable {
  id: string;
  purpose: RequestPurpose;
  subscriber_id: number;
  /** The new address. */
  email: string | null;
  created_at: string;
  used_at: string | null;
}

/** What a sign-up leads to: a confirmation, a note that they are on the list, or no mail. */
export type SignUpKind = 'confirm' | 'already' | 'held' | 'none';

/** People who signed up; purged after 30 days. */
export interface SignUpsTable {
  id: Generated<number>;
  /** Opaque, in the token of the confirmation's link. */
  sign_up_id: string;
  address_key: string;
  email: string;
  /** Of the address key. */
  domain: Generated<string>;
  kind: Generated<SignUpKind>;
  /** 1 if it waits behind those of whom nothing speaks for a program. */
  doubtful: Generated<number>;
  name: string | null;
  topics: string | null;
  locale: string | null;
  source: string;
  page: string | null;
  /** The hash of a row of `wordings`. */
  wording: string | null;
  ip: string | null;
  asked_at: string;
  /** When its mail may be queued, if that waits. */
  release_at: string | null;
  /** How many confirmation mails were queued, and when the last of them was. */
  mails: Generated<number>;
  mailed_at: string | null;
  message_id: string | null;
  confirmed_at: string | null;
}

/** The mails of the site, until they are sent. */
export interface OutboxTable {
  id: Generated<number>;
  opaque_id: string;
  address_key: string;
  email: string;
  kind: SiteMail['kind'];
  /** The id of the sign-up, reader or request that the mail is about. */
  about: string;
  locale: string | null;
  state: 'waiting' | 'sent' | 'failed';
  attempts: Generated<number>;
  next_at: string;
  owner: string | null;
  owned_until: string | null;
  message_id: string | null;
  reply: string | null;
  created_at: string;
  settled_at: string | null;
}

/** Token buckets: what was left at a time, in milliseconds since 1970. */
export interface LimitsTable {
  key: string;
  tokens: number;
  at: number;
}

/** What may be used once, such as the nonce of a form, until it would be refused anyway. */
export interface UsedOnceTable {
  key: string;
  until: string;
}
