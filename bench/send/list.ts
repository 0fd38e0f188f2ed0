/** Makes a list in its own process: `fork('list.ts', [JSON of a ListJob])`. */
import type { StoreLocation } from '../../src/store/open.ts';
import { loadVersion } from './version.ts';

export interface ListJob {
  readonly where: StoreLocation;
  /** The number of the first subscriber, and how many there are. */
  readonly first: number;
  readonly count: number;
  readonly version?: string | undefined;
}

const BATCH = 2000;

const { where, first, count, version } = JSON.parse(process.argv[2] ?? '') as ListJob;
const { openStore, subscriberAt } = await loadVersion(version);
const store = await openStore(where, () => new Date());
for (let next = first; next < first + count; next += BATCH) {
  const size = Math.min(BATCH, first + count - next);
  const batch = Array.from({ length: size }, (_, index) => subscriberAt(next + index));
  await store.subscribers.save(batch);
}
await store.close();
process.send?.('done', () => process.exit());
