import { expect, test } from 'vitest';
import { escapeFor, htmlContext, plainContext } from '../../src/letter/placed-slots.ts';

test.each([
  ['<p>Hello ', 'html'],
  ['<p>a < b, and href="', 'html'],
  ['<a title="', 'html'],
  ['<a class="x" href="', 'html'],
  ['<a href="https://example.com/?name=', 'url-part'],
  ['<img width="1" src="https://example.com/', 'url-part'],
  ['<a href="https://example.com/">', 'html'],
])('the context after %j in HTML is %s', (before, context) => {
  expect(htmlContext(before)).toBe(context);
});

test.each([
  ['Hello ', 'plain'],
  ['Unsubscribe:\n', 'plain'],
  ['https://example.com/?name=', 'url-part'],
  ['https://example.com/ ', 'plain'],
])('the context after %j in plain text is %s', (before, context) => {
  expect(plainContext(before)).toBe(context);
});

test('escapeFor escapes for each context', () => {
  const value = `"><script>'&\r\n`;
  expect(escapeFor('plain', value)).toBe(`"><script>'& `);
  expect(escapeFor('html', value)).toBe('&#34;&#62;&#60;script&#62;&#39;&#38; ');
  expect(escapeFor('url-part', value)).toBe('%22%3E%3Cscript%3E%27%26%20'.replace('%27', "'"));
});
