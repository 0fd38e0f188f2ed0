import { describe, expect, test } from 'vitest';
import { mediaMatches, parseMediaQueries } from '../../src/css/media.ts';

const phone = { width: 375, dark: false };
const darkDesktop = { width: 640, dark: true };

describe('a media query', () => {
  test.each([
    ['', phone, true],
    ['all', phone, true],
    ['print', phone, false],
    ['SCREEN', phone, true],
    ['only screen and (max-width: 479px)', phone, true],
    ['only screen and (max-width:479px)', darkDesktop, false],
    ['screen and (min-width:480px)', darkDesktop, true],
    ['(max-width: 30em)', phone, true],
    ['(width: 375px)', phone, true],
    ['(prefers-color-scheme: dark)', darkDesktop, true],
    ['(prefers-color-scheme: dark)', phone, false],
    ['(prefers-color-scheme)', phone, true],
    ['(min-width:300px) and (max-width:479px) and (prefers-color-scheme:light)', phone, true],
    ['(min-width: 300px) and/* x */(max-width: 400px)', phone, true],
    ['(width <= 479px)', phone, true],
    ['(400px <= width < 700px)', phone, false],
    ['(400px <= width < 700px)', darkDesktop, true],
    ['(min-width: 600px) or (prefers-color-scheme: light)', phone, true],
    ['(min-width: 600px) or (prefers-color-scheme: dark)', phone, false],
  ])('%j at %j: %j', (query, viewport, matches) => {
    expect(mediaMatches(parseMediaQueries(query), viewport)).toBe(matches);
  });

  test.each([
    ['not screen', phone, false],
    ['not print', phone, true],
    ['not all and (max-width: 479px)', phone, false],
    ['not screen and (min-width: 480px)', phone, true],
    ['not (prefers-color-scheme: dark)', phone, true],
    ['(not (max-width: 479px)) and (prefers-color-scheme: dark)', darkDesktop, true],
  ])('with not: %j at %j: %j', (query, viewport, matches) => {
    expect(mediaMatches(parseMediaQueries(query), viewport)).toBe(matches);
  });

  test.each([
    ['print, (prefers-color-scheme: dark)', darkDesktop, true],
    ['print, (prefers-color-scheme: dark)', phone, false],
    ['print, not screen', phone, false],
    ['(max-width: 479px), (hover: hover)', phone, true],
  ])('in a list: %j at %j: %j', (query, viewport, matches) => {
    expect(mediaMatches(parseMediaQueries(query), viewport)).toBe(matches);
  });

  test.each(['(hover: hover)', 'not (hover)', '(max-width: 1vw)', 'not all and (min-width: 1vw)'])(
    'on something that is not known does not match: %j',
    (query) => {
      expect(mediaMatches(parseMediaQueries(query), phone)).toBe(false);
    },
  );

  test.each(['(((', 'screen and', ',,', '{}', '(width <)'])(
    'with a mistake does not match: %j',
    (query) => {
      expect(mediaMatches(parseMediaQueries(query), phone)).toBe(false);
    },
  );
});
