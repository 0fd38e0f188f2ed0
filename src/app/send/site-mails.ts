/** The site's mails, which a job that sends what is due sends, too. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import { UserError } from '../../base/user-error.ts';
import type { Config } from '../../config/schema.ts';
import type { Drained, MailEvent } from '../outbox/drain.ts';
import { openOutbox, type OpenOutbox } from '../outbox/outbox.ts';
import { purgeSite } from '../outbox/purge.ts';
import { withStore, type Workspace } from '../workspace.ts';

/** What a job did with the mails of the newsletter's site. */
export type SiteMails =
  | (Drained & {
      readonly kind: 'drained';
      /** Why mails wait, or can't be written; the last reason. */
      readonly trouble?: string;
    })
  /** A setting or the theme is wrong: none was sent. */
  | { readonly kind: 'mistake'; readonly error: UserError };

export interface WithMails<T> {
  readonly result: T;
  /** Absent without a site. */
  readonly mails?: SiteMails;
}

/** A run may take hours, and readers wait for their mails. */
const LOOK_EVERY_MS = 5000;

/**
 * Does some work and, while it lasts, sends the mails of the newsletter's site; then those that are
 * still due, and deletes what is old. Nothing about the mails keeps the work from being done.
 */
export async function withSiteMails<T>(
  workspace: Workspace,
  config: Config,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<WithMails<T>> {
  if (!config.site) return { result: await work() };
  return withStore(workspace, async (store) => {
    let trouble: string | undefined;
    const onEvent = (event: MailEvent) => {
      if (event.kind === 'mail-servers') trouble = event.reason;
      if (event.kind === 'mail-fault') trouble = event.error.message;
    };
    const outbox = await openOutbox(workspace, config, store, onEvent).catch(mistakeOf);
    if (outbox instanceof UserError) {
      return { result: await work(), mails: { kind: 'mistake', error: outbox } };
    }
    try {
      const { result, drained } = await besides(work, outbox, signal);
      await purgeSite(store, workspace.clock());
      const mails = {
        kind: 'drained',
        ...drained,
        ...(trouble !== undefined && { trouble }),
      } as const;
      return { result, mails };
    } finally {
      await outbox.close();
    }
  });
}

function mistakeOf(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}

async function besides<T>(
  work: () => Promise<T>,
  outbox: OpenOutbox,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ readonly result: T; readonly drained: Drained }> {
  let drained: Drained = { sent: 0, deferred: 0, failed: 0, serversFailed: false };
  const drain = async (until: AbortSignal) => {
    const more = await outbox.drain(until).catch(waiting);
    drained = {
      sent: drained.sent + more.sent,
      deferred: drained.deferred + more.deferred,
      failed: drained.failed + more.failed,
      serversFailed: more.serversFailed,
    };
  };
  const done = new AbortController();
  const stop = AbortSignal.any([done.signal, signal]);
  const drainMeanwhile = async () => {
    while (!stop.aborted) {
      await drain(stop);
      await sleep(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  };
  const meanwhile = drainMeanwhile();
  const result = await work().finally(async () => {
    done.abort();
    await meanwhile;
  });
  if (!signal.aborted) await drain(signal);
  return { result, drained };
}

/** Mails that can't be read now wait for the next job. */
function waiting(error: unknown): Drained {
  if (error instanceof DatabaseUnavailableError) {
    return { sent: 0, deferred: 0, failed: 0, serversFailed: true };
  }
  throw error;
}
