import { afterEach, beforeEach } from 'vitest';
import { openRunBench, type RunBench } from './run-bench.ts';

export let bench: RunBench;

/** Gives each test of the file a bench. */
export function useFreshBench(): void {
  beforeEach(async () => {
    bench = await openRunBench();
  });
  afterEach(() => bench.close());
}
