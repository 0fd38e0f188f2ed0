/** Runs before each test file: the cases of the property tests. */
import fc from 'fast-check';

const seed = process.env['BROADSHEET_TEST_SEED'];

// New cases at each run, to find faults; in CI the same ones, so that a change is judged by itself.
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
