import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, walk, type CssNode } from 'css-tree';
import { expect, test } from 'vitest';
import { ROOT } from '../support/sample.ts';

const ASSETS = join(ROOT, 'src', 'studio', 'assets');
/** What these style is meant for every page. */
const SHARED = ['base.css', 'parts.css'];

/** Returns the classes and ids with which the rules of a file begin, outside of other rules. */
function namesIn(file: string): ReadonlySet<string> {
  const names = new Set<string>();
  walk(parse(readFileSync(join(ASSETS, file), 'utf8')), {
    visit: 'Rule',
    enter({ prelude }: CssNode & { prelude: CssNode }) {
      if (this.rule !== null && this.rule.prelude !== prelude) return;
      if (prelude.type !== 'SelectorList') return;
      for (const selector of prelude.children) {
        const first = selector.type === 'Selector' ? selector.children.first : null;
        if (first?.type === 'ClassSelector' || first?.type === 'IdSelector') names.add(first.name);
      }
    },
  });
  return names;
}

test('no class or id of the studio is styled by the files of two areas', () => {
  const owners = new Map<string, string[]>();
  for (const file of readdirSync(ASSETS).filter((name) => !SHARED.includes(name))) {
    for (const name of namesIn(file)) owners.set(name, [...(owners.get(name) ?? []), file]);
  }
  expect(owners.size).toBeGreaterThan(50);
  const shared = [...owners].filter(([, files]) => files.length > 1);
  expect(Object.fromEntries(shared)).toEqual({});
});
