import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/** Makes an empty folder for a test and returns its path; the test run removes it at its end. */
export function temporaryFolder(): string {
  return mkdtempSync(join(inject('temporaryFolder'), 'broadsheet-'));
}
