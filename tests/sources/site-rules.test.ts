import { expect, test } from 'vitest';
import { siteRulesFor } from '../../src/sources/site-rules.ts';

const example = { article: 'main', drop: [] };
const blog = { article: '.post', drop: [] };
const sites = { 'example.com': example, 'blog.example.com': blog };

test.each([
  ['https://example.com/a', example],
  ['https://www.example.com/a', example],
  ['https://m.blog.example.com/a', blog],
  ['https://badexample.com/a', undefined],
  ['https://constructor/', undefined],
  ['not a URL', undefined],
])('the rules for %s are those of the nearest name', (url, rules) => {
  expect(siteRulesFor(url, sites)).toBe(rules);
});
