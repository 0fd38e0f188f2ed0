/** The sending desk of a newsletter in a folder, with a server that keeps its own record. */
import { onTestFinished } from 'vitest';
import { openDesk, type OpenedDesk } from '../../../src/app/studio/desk.ts';
import { openStoreOf, openWorkspace } from '../../../src/app/workspace.ts';
import type { Environment } from '../../../src/config/environment.ts';
import { openMaildir } from '../../../src/mailbox/maildir.ts';
import type { Store } from '../../../src/store/open.ts';
import type { SendOrder, SendStage, SendTask } from '../../../src/studio/sending.ts';
import { startJudge, type Judge } from '../../kill/judge.ts';
import { article, makeNewsletter, type Newsletter } from '../../support/newsletter.ts';

type Ended = Extract<SendStage, { kind: 'ended' }>;

export const ID = '2023-06-14-ministers-meet';

export interface SendingRoom {
  readonly newsletter: Newsletter;
  readonly desk: OpenedDesk;
  readonly store: Store;
  readonly judge: Judge;
  /** What a command line in the same folder needs. */
  readonly env: Environment;
  /** What was thrown where no page waits for it. */
  readonly faults: readonly Error[];
  /** A second desk on the same folder, such as another studio. */
  another(): Promise<OpenedDesk>;
  /** What the page would order, after it was read. */
  order(task?: SendTask): Promise<SendOrder>;
  /** Waits until what was begun last has ended. */
  ended(): Promise<Ended>;
}

export interface RoomOptions {
  readonly readers?: number;
  readonly takeBackSeconds?: number;
  /** How long the server takes for each reply. */
  readonly delayMs?: number;
  readonly env?: Environment;
  /** Sends to the built-in mailbox only. */
  readonly withoutServer?: boolean;
}

/** Makes a newsletter with one edition, and opens it; everything is closed after the test. */
export async function openSendingRoom(options: RoomOptions = {}): Promise<SendingRoom> {
  const { readers = 10, takeBackSeconds = 0, delayMs = 0, withoutServer = false } = options;
  const newsletter = makeNewsletter({ content: false });
  newsletter.write(`content/${ID}.txt`, article('Ministers agree to meet again next week'));
  newsletter.configure(`studio: { takeBackSeconds: ${takeBackSeconds} }`);
  newsletter.configure('delivery: { retry: { patienceMinutes: 0 } }');
  const judge = await startJudge(delayMs);
  const server = withoutServer ? {} : { SMTP_URL: `${judge.url}?maxConnections=2` };
  const env = { ...server, ...options.env };
  const workspace = openWorkspace({ cwd: newsletter.folder, env, clock: () => new Date() });
  const store = await openStoreOf(workspace, { toRead: true });
  await store.subscribers.save(
    Array.from({ length: readers }, (_, index) => ({
      email: `p${index}@d${index % 3}.example.com`,
      attributes: {},
    })),
  );
  const maildir = await openMaildir(newsletter.path('mailbox'));
  const faults: Error[] = [];
  let heard: () => void = () => undefined;
  const desks: OpenedDesk[] = [];
  const open = (): OpenedDesk => {
    const desk = openDesk({
      ...{ workspace, store, maildir },
      onSending: () => {
        heard();
      },
      onFault: (error) => faults.push(error),
    });
    desks.push(desk);
    return desk;
  };
  const desk = open();
  onTestFinished(async () => {
    await Promise.all(desks.map((each) => each.close()));
    await store.close();
    await judge.close();
  });
  return {
    ...{ newsletter, desk, store, judge, env, faults },
    another: () => Promise.resolve(open()),
    order: (task = 'rest') => orderOf(desk, task),
    ended: () =>
      new Promise((resolve) => {
        heard = () => {
          const stage = desk.sendStage(ID);
          if (stage?.kind === 'ended') resolve(stage);
        };
        heard();
      }),
  };
}

/** Reads what a desk offers, as an editor does who then says yes to it. */
export async function orderOf(desk: OpenedDesk, task: SendTask): Promise<SendOrder> {
  const review = await desk.sendReview(ID, { wait: true });
  const offer = review?.offers.find((each) => each.task === task);
  if (!review || !offer) throw new Error(`Not offered: ${JSON.stringify(review)}`);
  const { count, through, exceptions } = offer;
  const { contentHash, audience } = review;
  return { task, contentHash, audience, count, through, accepted: exceptions };
}

/** Addresses that got more than one letter, by the server's own record. */
export function twice({ received }: Judge): readonly string[] {
  return received.filter((address, index) => received.indexOf(address) !== index);
}
