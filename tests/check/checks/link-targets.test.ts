import { describe, expect, test } from 'vitest';
import { checkLinks } from '../../../src/check/checks/links.ts';
import { sampleLetter, findings, withMarkup } from './sample-letter.ts';

const codes = (...hrefs: readonly string[]) =>
  checkLinks(
    sampleLetter({
      html: withMarkup(hrefs.map((href) => `<a href="${href}">A page</a>`).join('')),
    }),
  ).map(({ code }) => code);

describe('links', () => {
  test('of the sample letter pass', () => {
    expect(findings(checkLinks)).toEqual([]);
  });

  test.each([
    ['', 'link/empty'],
    ['  ', 'link/empty'],
    ['/politics', 'link/relative'],
    ['story.html', 'link/relative'],
    ['//news.test/a', 'link/relative'],
    ['www.news.test', 'link/relative'],
    ['javascript:alert(1)', 'link/scheme'],
    ['JavaScript:alert(1)', 'link/scheme'],
    ['data:text/html,x', 'link/scheme'],
    ['ftp://news.test/a', 'link/scheme'],
    ['#', 'link/placeholder'],
    ['#nowhere', 'link/placeholder'],
    ['https://', 'link/placeholder'],
    ['mailto:', 'link/placeholder'],
    ['http://…', 'link/placeholder'],
    ['https://example.com/TODO', 'link/placeholder'],
    ['https://news.test/a?id=XXX', 'link/placeholder'],
    ['https://www.yoursite.com/a', 'link/placeholder'],
    ['https://news.test/link-here', 'link/placeholder'],
  ])('to %j are reported as %s', (href, code) => {
    expect(codes(href)).toEqual([code]);
  });

  test.each([
    'https://example.com/',
    'http://news.test/a/todo?x=1#top',
    'https://news.test/100%',
    'https://news.test/xxxlutz',
    'mailto:desk@news.test?subject=A%20letter',
    'tel:+15550100',
  ])('to %s pass', (href) => {
    expect(codes(href)).toEqual([]);
  });

  test('to an id in the letter pass if it exists', () => {
    expect(codes('#more" id="more')).toEqual([]);
  });

  test('without href are reported unless they have a name', () => {
    expect(findings(checkLinks, withMarkup('<a>A</a>'))).toHaveLength(1);
    expect(findings(checkLinks, withMarkup('<a name="x">A</a>'))).toEqual([]);
  });

  test('with the same fault are reported five times, then counted', () => {
    expect(codes(...Array.from({ length: 9 }, (_, n) => `/page-${n}`), '#')).toEqual([
      ...Array.from({ length: 6 }, () => 'link/relative'),
      'link/placeholder',
    ]);
  });
});
