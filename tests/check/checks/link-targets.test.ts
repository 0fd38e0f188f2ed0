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
  test('lead somewhere in the sample letter', () => {
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
  ])('to %j are %s', (href, code) => {
    expect(codes(href)).toEqual([code]);
  });

  test.each([
    'https://example.com/',
    'http://news.test/a/todo?x=1#top',
    'https://news.test/100%',
    'https://news.test/xxxlutz',
    'mailto:desk@news.test?subject=A%20letter',
    'tel:+15550100',
  ])('to %s are well', (href) => {
    expect(codes(href)).toEqual([]);
  });

  test('to a place in the letter are well where it is there', () => {
    expect(codes('#more" id="more')).toEqual([]);
  });

  test('without an address lead nowhere, unless they are a place themselves', () => {
    expect(findings(checkLinks, withMarkup('<a>A</a>'))).toHaveLength(1);
    expect(findings(checkLinks, withMarkup('<a name="x">A</a>'))).toEqual([]);
  });

  test('of one kind are told five times, then counted', () => {
    expect(codes(...Array.from({ length: 9 }, (_, n) => `/page-${n}`), '#')).toEqual([
      ...Array.from({ length: 6 }, () => 'link/relative'),
      'link/placeholder',
    ]);
  });
});
