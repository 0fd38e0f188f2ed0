import { domainOf } from '../../src/base/address.ts';
import { describe, expect, test } from 'vitest';
import { validateConfig } from '../../src/config/load.ts';
import { listIdOf, type ConfigInput } from '../../src/config/schema.ts';

const config = (own: Partial<ConfigInput>) =>
  validateConfig({ name: 'News', from: 'news@example.com', postalAddress: 'x', ...own }, 'config');

describe('domainOf', () => {
  test.each([
    ['news@example.com', 'example.com'],
    ['news@Example.COM', 'example.com'],
    ['news@bücher.example', 'xn--bcher-kva.example'],
    ['"odd@local"@example.org', 'example.org'],
  ])('finds the domain of %s', (address, domain) => {
    expect(domainOf(address)).toBe(domain);
  });
});

describe('listIdOf', () => {
  test('is the one that is set', () => {
    expect(listIdOf(config({ listId: 'briefing.example.org' }))).toBe('briefing.example.org');
  });

  test.each([
    ['The Politics Briefing', 'the-politics-briefing.example.com'],
    ['  News & Views!  ', 'news-views.example.com'],
    ['Le Café du Matin', 'le-cafe-du-matin.example.com'],
    ['Zürich heute', 'zurich-heute.example.com'],
    ['Новости', 'newsletter.example.com'],
    ['☕', 'newsletter.example.com'],
  ])('is made of the name %s', (name, id) => {
    expect(listIdOf(config({ name }))).toBe(id);
  });

  test('can be set as it is made', () => {
    const listId = listIdOf(config({ name: 'Jörg’s <script> "News"' }));
    expect(config({ listId }).listId).toBe(listId);
  });

  test('has at most 255 characters, as RFC 2919 asks, however long the name is', () => {
    expect(listIdOf(config({ name: 'News '.repeat(90) })).length).toBeLessThanOrEqual(255);
  });
});

describe('the place of hosted pictures', () => {
  test.each([
    ['https://cdn.example.org', 'https://cdn.example.org'],
    ['https://cdn.example.org/letters//', 'https://cdn.example.org/letters'],
  ])('may be %s', (baseUrl, kept) => {
    expect(config({ assets: { baseUrl } }).assets.baseUrl).toBe(kept);
  });

  test.each([
    'http://cdn.example.org',
    'cdn.example.org',
    'https://example.org/?a',
    'https://a/#b',
  ])('is not %s', (baseUrl) => {
    expect(() => config({ assets: { baseUrl } })).toThrow('assets.baseUrl: must be an http');
  });
});
