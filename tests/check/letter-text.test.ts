import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { textElements } from '../../src/check/letter-text.ts';

test('text elements are the elements of the body with visible text of their own', () => {
  const { document } = parseHTML(
    '<html><body><div> <p>One <b>two</b></p>\u00a0\u200c<style>p{}</style></div></body></html>',
  );
  expect(textElements(document).map(({ text }) => text)).toEqual(['One', 'two']);
});
