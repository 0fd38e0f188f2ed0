/** What `serve` does between requests: sends the mails that are due, and deletes what is old. */
import { setTimeout as sleep } from 'node:timers/promises';
import { asError } from '../../base/as-error.ts';
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import type { OpenOutbox } from '../outbox/outbox.ts';
import { purgeSite, type PurgePorts } from '../outbox/purge.ts';

/** Something that `serve` does by itself failed, and is tried again. */
export interface BackgroundFault {
  readonly kind: 'background-fault';
  readonly task: 'sending mails' | 'purging';
  readonly error: Error;
}

export interface Background {
  /** Absent where another process sends the mails. */
  readonly outbox?: OpenOutbox | undefined;
  readonly ports: PurgePorts;
  readonly clock: () => Date;
  readonly onFault: (fault: BackgroundFault) => void;
}

const LOOK_EVERY_MS = 1000;
/** After the servers or the database failed. */
const REST_MS = 5000;
const PURGE_EVERY_MS = 3_600_000;

/** Works until the signal comes; the mail under way comes to its end first. */
export async function workInBackground(
  { outbox, ports, clock, onFault }: Background,
  signal: AbortSignal,
): Promise<void> {
  const every = async (ms: number, task: BackgroundFault['task'], work: () => Promise<number>) => {
    while (!signal.aborted) {
      const pause = await work().catch((caught: unknown) => {
        onFault({ kind: 'background-fault', task, error: asError(caught) });
        return caught instanceof DatabaseUnavailableError ? REST_MS : ms;
      });
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  };
  const sending = outbox
    ? every(LOOK_EVERY_MS, 'sending mails', async () => {
        const { serversFailed } = await outbox.drain(signal);
        return serversFailed ? REST_MS : LOOK_EVERY_MS;
      })
    : undefined;
  await Promise.all([
    sending,
    every(PURGE_EVERY_MS, 'purging', async () => {
      await purgeSite(ports, clock());
      return PURGE_EVERY_MS;
    }),
  ]);
}
