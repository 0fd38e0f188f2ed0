import { domainOf } from '../../src/base/address.ts';
import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../src/config/validate.ts';
import { listIdOf, type ConfigInput } from '../../src/config/schema.ts';

const config = (own: Partial<ConfigInput>) =>
  validateConfig({ name: 'News', from: 'news@example.com', postalAddress: 'x', ...own }, 'config');

describe('the domain of an address', () => {
  test.each([
    ['news@example.com', 'example.com'],
    ['news@Example.COM', 'example.com'],
    ['news@bücher.example', 'xn--bcher-kva.example'],
    ['"odd@local"@example.org', 'example.org'],
  ])('the domain of %s is found', (address, domain) => {
    expect(domainOf(address)).toBe(domain);
  });
});

describe('the list identifier', () => {
  test('the list identifier is the configured one', () => {
    expect(listIdOf(config({ listId: 'briefing.example.org' }))).toBe('briefing.example.org');
  });

  test.each([
    ['The Politics Briefing', 'the-politics-briefing.example.com'],
    ['  News & Views!  ', 'news-views.example.com'],
    ['Le Café du Matin', 'le-cafe-du-matin.example.com'],
    ['Zürich heute', 'zurich-heute.example.com'],
    ['Новости', 'newsletter.example.com'],
    ['☕', 'newsletter.example.com'],
  ])('the list identifier is made from the name %s', (name, id) => {
    expect(listIdOf(config({ name }))).toBe(id);
  });

  test('the default list identifier is a valid setting', () => {
    const listId = listIdOf(config({ name: 'Jörg’s <script> "News"' }));
    expect(config({ listId }).listId).toBe(listId);
  });

  test('the list identifier has at most 255 characters (RFC 2919), however long the name is', () => {
    expect(listIdOf(config({ name: 'News '.repeat(90) })).length).toBeLessThanOrEqual(255);
  });
});

describe('the URL of hosted pictures', () => {
  test.each([
    ['https://cdn.example.org', 'https://cdn.example.org'],
    ['https://cdn.example.org/letters//', 'https://cdn.example.org/letters'],
  ])('%s is a valid URL for hosted pictures', (baseUrl, kept) => {
    expect(config({ assets: { baseUrl } }).assets.baseUrl).toBe(kept);
  });

  test.each([
    'http://cdn.example.org',
    'cdn.example.org',
    'https://example.org/?a',
    'https://a/#b',
  ])('%s is not a valid URL for hosted pictures', (baseUrl) => {
    expect(() => config({ assets: { baseUrl } })).toThrow('assets.baseUrl: must be an http');
  });
});
