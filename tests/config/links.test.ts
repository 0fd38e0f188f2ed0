import { describe, expect, test } from 'vitest';
import { contradictions, linksOf, siteLinks } from '../../src/config/links.ts';
import { validateConfig } from '../../src/config/validate.ts';
import { sampleConfig } from '../support/sample.ts';

const SITE = { url: 'https://letters.example.net/news' };
const UNSUBSCRIBE = `${SITE.url}/u/{token}`;
const PAGE = `${SITE.url}/p/{token}`;

describe('the links of a letter', () => {
  test('are those of the config without a site', () => {
    const links = {
      home: 'https://example.com/',
      preferences: 'https://example.com/preferences',
      unsubscribe: 'https://example.com/u/{token}',
    };
    expect(linksOf(sampleConfig({ links }))).toEqual(links);
  });

  test('to unsubscribe and to a reader’s page follow from the site', () => {
    const { home, unsubscribe, page, preferences } = linksOf(sampleConfig({ site: SITE }));
    expect({ home, unsubscribe, page, preferences }).toEqual({
      home: 'https://example.com/',
      unsubscribe: UNSUBSCRIBE,
      page: PAGE,
      preferences: undefined,
    });
    expect(siteLinks(SITE.url)).toEqual({ unsubscribe: UNSUBSCRIBE, page: PAGE });
  });
});

describe('a link beside a site', () => {
  const links = { unsubscribe: UNSUBSCRIBE, preferences: PAGE };

  test('is accepted if it is the site’s own', () => {
    expect(linksOf(sampleConfig({ site: SITE, links }))).toMatchObject({ page: PAGE });
    expect(contradictions(sampleConfig({ links: {} }))).toEqual([]);
  });

  test.each([
    ['links.unsubscribe', 'https://example.com/u/{token}', UNSUBSCRIBE],
    ['links.unsubscribe', 'https://letters.example.net/u/{token}', UNSUBSCRIBE],
    ['links.unsubscribe', PAGE, UNSUBSCRIBE],
    ['links.preferences', 'https://example.com/preferences', PAGE],
    ['links.preferences', SITE.url, PAGE],
  ])('%s of %s is an error that says what to do', (path, url, expected) => {
    const other = { [path.slice('links.'.length)]: url };
    expect(() => sampleConfig({ site: SITE, links: other })).toThrow(
      `  ${path}: must be ${expected}, because of site.url; remove the setting`,
    );
  });
});

describe('site.url', () => {
  const withUrl = (url: unknown) => () =>
    validateConfig(
      { name: 'N', from: 'n@example.com', postalAddress: 'P', site: { url } },
      'broadsheet.config.ts',
    );

  test.each([
    'http://example.com',
    'http://localhost.example.com',
    'http://localhost@example.com/',
    'http://127.0.0.1.example.com',
    'http://192.168.1.1',
    'https://user:password@example.com',
    'https://example.com/?a=b',
    'https://example.com/#top',
    'javascript:alert(1)',
    '//example.com',
    'example.com',
    `https://example.com/${'a'.repeat(200)}`,
    '',
    8080,
  ])('can’t be %j', (url) => {
    expect(withUrl(url)).toThrow(/^broadsheet\.config\.ts is invalid:\n {2}site\.url: /);
  });

  test.each([
    'http://localhost',
    'http://localhost:8080/',
    'http://127.0.0.1:1/a',
    'http://[::1]:8',
  ])('can be %s, to try the site on this machine', (url) => {
    expect(withUrl(url)().site?.url).toBe(url.replace(/\/$/, ''));
  });
});
