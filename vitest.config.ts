import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Tests that start commands, browsers or servers. Those that take longest come first: one that
 * began last would keep the run waiting, and a core idle.
 */
const SLOW = [
  'simulation',
  'workflows',
  'kill',
  'audit',
  'studio/pages',
  'site/pages',
  'site/sign-up-pages',
  'site/http',
  'site/flood',
  'e2e',
  'check/browser',
  'studio/script',
  'studio/palette',
  'browser',
  'image',
  'deliver',
  'smtp',
  'store',
  'app/init',
  'app/send',
  'app/newsletter',
  'cli/commands',
];

const files = (place: string) => [`tests/${place}/**/*.test.ts`, `tests/${place}.test.ts`];

class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = SLOW.findIndex((part) => moduleId.includes(`/tests/${part}`));
      return place === -1 ? SLOW.length : place;
    };
    return (await super.sort(specifications)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  // What a newsletter's config imports.
  resolve: { alias: { broadsheet: join(import.meta.dirname, 'src', 'index.ts') } },
  test: {
    // Many tests wait for a command, a browser or a server: with one more than the cores, a third of
    // their time was idle.
    maxWorkers: availableParallelism() + 2,
    globalSetup: 'tests/support/global-setup.ts',
    setupFiles: 'tests/support/seed.ts',
    // CI sets it: a browser on a busy machine is not the change's fault. A retry is reported.
    retry: Number(process.env['BROADSHEET_TEST_RETRIES'] ?? 0),
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    // A second, which is the default, is too short on a busy machine.
    expect: { poll: { timeout: 30_000 } },
    // The files of a worker share what they load, and servers and browsers that they start.
    isolate: false,
    // `npm run coverage`: what runs in processes of its own is not counted.
    coverage: { include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
    projects: [
      { extends: true, test: { name: 'slow', include: SLOW.flatMap(files) } },
      {
        extends: true,
        test: { name: 'fast', include: ['tests/**/*.test.ts'], exclude: SLOW.flatMap(files) },
      },
    ],
  },
});
