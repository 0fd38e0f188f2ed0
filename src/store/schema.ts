import type { Generated } from 'kysely';
import type { DeliveryState } from '../deliver/state.ts';

/** The tables, as Kysely sees them. Times are ISO 8601 in UTC. */
export interface Schema {
  subscribers: SubscribersTable;
  runs: RunsTable;
  deliveries: DeliveriesTable;
}

export interface SubscribersTable {
  id: Generated<number>;
  email: string;
  /** What makes two addresses the same subscriber: see addressKey. */
  address_key: string;
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  /** A JSON object of strings. */
  attributes: string;
  created_at: string;
}

/** The sending of one edition to its frozen audience. */
export interface RunsTable {
  id: Generated<number>;
  edition: string;
  audience: string;
  content_hash: string;
  total: number;
  created_at: string;
  /** Who is sending now, and until when that holds unless renewed. */
  owner: Generated<string | null>;
  owned_until: Generated<string | null>;
}

/** One row a recipient of a run. */
export interface DeliveriesTable {
  run_id: number;
  subscriber_id: number;
  state: DeliveryState;
  attempts: Generated<number>;
  /** The server's last words, or why there were none. */
  reply: Generated<string | null>;
  message_id: Generated<string | null>;
  updated_at: string;
}
