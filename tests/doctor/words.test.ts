import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/doctor/finding.ts';
import { WORDS } from '../../src/doctor/words.ts';
import { ROOT } from '../support/sample.ts';

const page = readFileSync(join(ROOT, 'docs', 'doctor.md'), 'utf8');
const rows = Array.from(
  page.matchAll(/^\| `([a-z]+\/[a-z-]+)` +\| (\w+) +\| \S/gm),
  ([, code, severity]) => [code, severity],
);

test('every finding has its line in docs/doctor.md, with its severity, and no line is without one', () => {
  const all = FINDING_CODES.map((code) => [code, WORDS[code].severity]);
  expect(rows.toSorted()).toEqual(all.toSorted());
});

test.each(FINDING_CODES)('%s has a remedy in one line that ends as a sentence does', (code) => {
  expect(WORDS[code].remedy).toMatch(/^[^\n]+(?:\.|FILE\.csv|9\.9\.9\.9)$/);
});
