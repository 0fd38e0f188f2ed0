import { setImmediate } from 'node:timers/promises';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import { openStoreOf, type Workspace } from '../workspace.ts';

const TURN = 1000;

/** Lists the subscribers, in list order. The database stays open while the list is read. */
export async function* listSubscribers(workspace: Workspace): AsyncGenerator<Subscriber, void> {
  const store = await openStoreOf(workspace, { toRead: true });
  try {
    let count = 0;
    for await (const subscriber of store.subscribers.all()) {
      yield subscriber;
      // A reader such as `head` that has left is only noticed between turns of the event loop.
      if (++count % TURN === 0) await setImmediate();
    }
  } finally {
    await store.close();
  }
}
