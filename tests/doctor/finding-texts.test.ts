import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FINDING_CODES } from '../../src/doctor/finding.ts';
import { FINDING_TEXTS } from '../../src/doctor/finding-texts.ts';
import { ROOT } from '../support/sample.ts';

const page = readFileSync(join(ROOT, 'docs', 'doctor.md'), 'utf8');
const rows = Array.from(
  page.matchAll(/^\| `([a-z]+\/[a-z-]+)` +\| (\w+) +\| \S/gm),
  ([, code, severity]) => [code, severity],
);

test('docs/doctor.md has one line for each finding, with its severity', () => {
  const all = FINDING_CODES.map((code) => [code, FINDING_TEXTS[code].severity]);
  expect(rows.toSorted()).toEqual(all.toSorted());
});

test.each(FINDING_CODES)(
  'the remedy of %s is one line that ends with a period or a command',
  (code) => {
    expect(FINDING_TEXTS[code].remedy).toMatch(/^[^\n]+(?:\.|FILE\.csv|9\.9\.9\.9)$/);
  },
);
