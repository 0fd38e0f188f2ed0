import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that start commands and browsers take longest; the first of them longer than all others. */
const LONG = ['simulation/', 'workflows/', 'kill/', 'studio/pages', 'e2e/', 'audit/'];

/** Folders whose files leave nothing behind: they share a process, and what it has loaded. */
const SHARING = [
  'app',
  'article',
  'base',
  'check/checks',
  'cli',
  'config',
  'css',
  'dkim',
  'doctor',
  'edition',
  'letter',
  'mailbox',
  'mime',
  'pictures',
  'render',
  'schedule',
  'store',
  'subscribers',
].map((folder) => `tests/${folder}/**/*.test.ts`);

/** The long ones first: one that begins last would be waited for alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((part) => moduleId.includes(`/tests/${part}`));
      return place === -1 ? LONG.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    // Many tests wait for a command or a browser of their own: a core has room for more than one.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: ['tests/**/*.test.ts'], exclude: SHARING },
      },
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false } },
    ],
  },
});
