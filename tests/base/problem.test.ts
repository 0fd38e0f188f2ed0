import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROBLEM_CODES } from '../../src/base/problem.ts';
import { ROOT } from '../support/sample.ts';

const FOLDER = join(ROOT, 'docs', 'problems');
const SECTIONS = ['Why it matters', 'How to fix it', 'Passes', 'Fails'];

const pageOf = (code: string) => `${code.replace('/', '-')}.md`;

test.each(PROBLEM_CODES)('%s has a page with every section', (code) => {
  const page = readFileSync(join(FOLDER, pageOf(code)), 'utf8');
  expect(page.split('\n')[0]).toBe(`# ${code}`);
  expect(Array.from(page.matchAll(/^## (.*)$/gm), ([, title]) => title)).toEqual(SECTIONS);
  for (const title of ['Passes', 'Fails']) {
    const section = page.split(`## ${title}\n`)[1]?.split(/^## /m)[0];
    expect(section, title).toMatch(/^```\w*\n[^]*?\n```$/m);
  }
});

test('every page belongs to a code', () => {
  const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md'));
  expect(pages.filter((name) => !PROBLEM_CODES.map(pageOf).includes(name))).toEqual([]);
});
