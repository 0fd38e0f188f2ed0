import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    // Many tests wait for a command or a browser of their own: a core has room for more than one.
    maxWorkers: availableParallelism() + 1,
  },
});
