/** Makes a list in its own process: `fork('list.ts', [file, number of the first, how many])`. */
import { openStore } from '../../src/store/open.ts';
import { subscriberAt } from './letters.ts';

const BATCH = 2000;

const [file = '', first, count] = process.argv.slice(2);
const end = Number(first) + Number(count);
const store = await openStore({ kind: 'sqlite', file }, () => new Date());
for (let next = Number(first); next < end; next += BATCH) {
  const size = Math.min(BATCH, end - next);
  const batch = Array.from({ length: size }, (_, index) => subscriberAt(next + index));
  await store.subscribers.save(batch);
}
await store.close();
process.send?.('done', () => process.exit());
