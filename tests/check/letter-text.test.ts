import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { textElements, visibleText } from '../../src/check/letter-text.ts';

describe('the visible text of HTML', () => {
  test.each([
    ['tags become nothing or a space', '<td>One</td><td>T<b>w</b>o</td>', 'One Two'],
    [
      'comments, styles and the title are left out',
      '<title>A</title><style>p{}</style><!-- x -->B',
      'B',
    ],
    ['runs of spaces become one space', 'One\n\u00a0 two', 'One two'],
    ['named references are decoded', 'caf&eacute; &mdash; &amp;lt; &hellip;', 'café — &lt; …'],
    ['numeric references are decoded', '&#65;&#x42;&#128; &#0;', 'AB€ \ufffd'],
    ['a reference outside Unicode is replaced', '&#x110000;', '\ufffd'],
    ['an unknown reference is kept', '&xyzzy; & AT&T', '&xyzzy; & AT&T'],
  ])('%s', (_, html, text) => {
    expect(visibleText(html)).toBe(text);
  });
});

test('text elements are the elements of the body with visible text of their own', () => {
  const { document } = parseHTML(
    '<html><body><div> <p>One <b>two</b></p>\u00a0\u200c<style>p{}</style></div></body></html>',
  );
  expect(textElements(document).map(({ text }) => text)).toEqual(['One', 'two']);
});
