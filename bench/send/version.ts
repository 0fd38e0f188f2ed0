/** The parts of Broadsheet that a sender is made of: of this checkout, or of another version's. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as smallHeap from '../../src/cli/small-heap.ts';
import type * as run from '../../src/deliver/run.ts';
import type * as key from '../../src/dkim/key.ts';
import type * as worker from '../../src/letter/letters-in-worker.ts';
import type * as connect from '../../src/smtp/connect.ts';
import type * as open from '../../src/store/open.ts';
import type * as sample from '../../tests/support/sample.ts';
import { ROOT } from '../../tests/support/sample.ts';
import type * as letters from './letters.ts';

export type Version = Awaited<ReturnType<typeof loadVersion>>;

/** Loads the version in a folder, which has its own node_modules. */
export async function loadVersion(root = ROOT) {
  const load = <T>(file: string) => import(pathToFileURL(join(root, file)).href) as Promise<T>;
  return {
    ...(await load<typeof open>('src/store/open.ts')),
    ...(await load<typeof run>('src/deliver/run.ts')),
    ...(await load<typeof connect>('src/smtp/connect.ts')),
    ...(await load<typeof smallHeap>('src/cli/small-heap.ts')),
    ...(await load<typeof worker>('src/letter/letters-in-worker.ts')),
    ...(await load<typeof key>('src/dkim/key.ts')),
    ...(await load<typeof sample>('tests/support/sample.ts')),
    ...(await load<typeof letters>('bench/send/letters.ts')),
  };
}
