import type { Undelivered } from '../../deliver/runs.ts';
import type { TestSent } from '../../studio/desk.ts';
import type { NewSubscriber } from '../../subscribers/subscriber.ts';
import type { SchedulePlan } from '../schedule.ts';
import type { DryRunResult } from '../send/dry-run.ts';
import type { DueHooks, DueResult } from '../send/due.ts';
import type { SendEvent, SendHooks, SendRequest, SendResult } from '../send/result.ts';
import type { Status } from '../status.ts';
import type { Workspace } from '../workspace.ts';

export type SendOptions = Omit<SendRequest, 'edition'> & SendHooks;

export type DueOptions = Pick<SendRequest, 'again' | 'amend' | 'ephemeral'> & DueHooks;

export interface DryRunOptions extends Pick<SendRequest, 'again'> {
  /** Called with what happens before the letters are written. */
  readonly onEvent?: ((event: SendEvent) => void) | undefined;
}

export interface TestOptions {
  /** The address that gets the letter. */
  readonly to: string;
  /** Whose letter it is, such as one of `subscribers()`. Default: the sample reader's. */
  readonly subscriber?: NewSubscriber | undefined;
}

/** What a newsletter does to send its editions, and to say what has become of them. */
export interface SendingMethods {
  /**
   * Sends an edition to every subscriber who doesn't have it yet, through the servers of SMTP_URL
   * or, if it is not set, as a trial into the built-in mailbox. Checks the letter first. Safe to call again: it
   * continues where it stopped, or does nothing.
   */
  send(edition?: string, options?: SendOptions): Promise<SendResult>;

  /** Sends each edition that is due, or only the named one if it is due. */
  sendDue(edition?: string, options?: DueOptions): Promise<DueResult>;

  /**
   * Sends one letter to one address, with [Test] in its subject. It is not recorded. Returns whether
   * the server accepted it.
   */
  sendTest(edition: string | undefined, options: TestOptions): Promise<TestSent>;

  /** Does what `send` does up to the servers, and writes the letters to dist/<edition>/dry-run/. */
  dryRun(edition?: string, options?: DryRunOptions): Promise<DryRunResult>;

  /** Reads what has become of an edition's letters, to readers and in the built-in mailbox. */
  status(edition?: string): Promise<Status>;

  /** Lists the letters of an edition to readers that did not arrive, or not yet, and why. */
  undelivered(edition?: string): AsyncIterable<Undelivered>;

  /** Plans what goes out when. Rejects with UserError if nothing ever does. */
  schedule(): Promise<SchedulePlan>;
}

/** Returns the methods that send the editions of a workspace. */
export function sendingMethods(workspace: Workspace): SendingMethods {
  return {
    send: async (edition, options = {}) => {
      const { sendEdition } = await import('../send/send.ts');
      return sendEdition(workspace, { ...options, edition }, options);
    },
    sendDue: async (edition, options = {}) => {
      const { sendDue } = await import('../send/due.ts');
      return sendDue(workspace, { ...options, edition }, options);
    },
    sendTest: async (edition, { to, subscriber }) => {
      const { sendTest } = await import('../send/test.ts');
      const { SPECIMEN } = await import('../prepare/prepare.ts');
      return sendTest(workspace, edition, to, subscriber ?? SPECIMEN);
    },
    dryRun: async (edition, { again, onEvent } = {}) => {
      const { dryRunEdition } = await import('../send/send.ts');
      return dryRunEdition(workspace, { edition, again }, onEvent);
    },
    status: async (edition) => {
      const { readStatus } = await import('../status.ts');
      return readStatus(workspace, edition);
    },
    undelivered: async function* (edition) {
      const { listUndelivered } = await import('../status.ts');
      yield* listUndelivered(workspace, edition);
    },
    schedule: async () => {
      const { planSchedule } = await import('../schedule.ts');
      return planSchedule(workspace);
    },
  };
}
