import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '../../src/base/problem.ts';
import { ROOT } from '../support/sample.ts';
import { makeNewsletter, type Newsletter } from '../support/newsletter.ts';

const BROKEN = join(ROOT, 'tests', 'fixtures', 'broken');

/** What is planted in each fixture, by its code; two codes where two checks see the same fault. */
const PLANTED: Readonly<Record<string, readonly string[]>> = {
  'broken-outlook': ['html/outlook-comments'],
  'click-here': ['html/link-name'],
  clipped: ['letter/size'],
  'grey-on-white': ['browser/accessibility', 'html/contrast'],
  'insecure-picture': ['html/image'],
  'lost-story': ['letter/story-lost'],
  'no-alt': ['article/picture-alt', 'html/alt'],
  'no-postal-address': ['letter/postal-address'],
  'no-unsubscribe': ['letter/unsubscribe'],
  placeholder: ['letter/placeholder'],
  'relative-link': ['link/relative'],
  'small-print': ['html/type-size'],
  'too-wide': ['browser/overflow'],
  'two-h1': ['html/headings'],
  'web-font': ['html/unsupported', 'html/web-font'],
};

interface Report {
  readonly errors: number;
  readonly warnings: number;
  readonly problems: readonly Problem[];
}

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

/** Lays a fixture over the sample newsletter. */
function plant(name: string): void {
  const fixture = join(BROKEN, name);
  if (existsSync(join(fixture, 'templates'))) {
    const theme = join('templates', 'morning');
    cpSync(join(ROOT, theme), newsletter.path(theme), { recursive: true });
  }
  cpSync(fixture, newsletter.folder, { recursive: true });
}

const reportOf = (stdout: string) => JSON.parse(stdout) as Report;

describe('check', () => {
  test('finds nothing in the sample edition, in a real browser too', async () => {
    const checked = await newsletter.run(['check', '--browser', '--json']);
    expect(checked.code, checked.stderr).toBe(0);
    expect(reportOf(checked.stdout)).toMatchObject({ errors: 0, warnings: 0 });
  });

  test('has a fixture for each planted problem', () => {
    expect(readdirSync(BROKEN).sort()).toEqual(Object.keys(PLANTED).sort());
  });

  test.each(Object.entries(PLANTED))(
    'finds the problem in %s, and nothing else',
    async (name, codes) => {
      plant(name);
      // A browser for each would take minutes; the static faults need none.
      const flags = codes.some((each) => each.startsWith('browser/')) ? ['--browser'] : [];
      const { code, stdout, stderr } = await newsletter.run(['check', '--json', ...flags]);
      expect(code, stderr).toBe(1);
      const found = reportOf(stdout).problems.filter(({ severity }) => severity !== 'note');
      expect([...new Set(found.map((each) => each.code))].sort()).toEqual(codes);
    },
  );
});
