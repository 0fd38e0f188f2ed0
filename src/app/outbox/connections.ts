import type { ServerShare } from '../../deliver/pooled-connection.ts';
import type { Connection } from '../../smtp/transport.ts';

export type Acquired =
  | {
      readonly ok: true;
      readonly connection: Connection;
      /** Gives the connection back, for the next mail. */
      readonly done: () => void;
    }
  | { readonly ok: false; readonly reason: string };

/** Connections for the site's mails, beside those of a run. */
export interface MailConnections {
  /** Takes one that waits, or opens one at the first server that answers. */
  acquire(signal: AbortSignal): Promise<Acquired>;
  /** Closes those that wait. */
  close(): void;
}

interface OpenConnection {
  readonly connection: Connection;
  /** How many more mails it may carry. */
  readonly left: number;
}

/** Keeps connections to the newsletter's servers; those of weight 0 are asked last. */
export function mailConnections(servers: readonly ServerShare[]): MailConnections {
  const idle: OpenConnection[] = [];
  const ordered = servers.toSorted((a, b) => Math.sign(b.weight) - Math.sign(a.weight));
  const give = ({ connection, left }: OpenConnection): Acquired => ({
    ok: true,
    connection,
    done: () => {
      if (connection.usable && left > 1) idle.push({ connection, left: left - 1 });
      else connection.close();
    },
  });
  return {
    acquire: async (signal) => {
      for (let waiting = idle.pop(); waiting; waiting = idle.pop()) {
        if (waiting.connection.usable) return give(waiting);
        waiting.connection.close();
      }
      const reasons: string[] = [];
      for (const { transport, maxMessages } of ordered) {
        const connected = await transport.connect(signal);
        if (connected.ok) return give({ connection: connected.connection, left: maxMessages });
        reasons.push(`${transport.name}: ${connected.failure.message}`);
      }
      return { ok: false, reason: reasons.join('; ') };
    },
    close: () => {
      for (const { connection } of idle.splice(0)) connection.close();
    },
  };
}
