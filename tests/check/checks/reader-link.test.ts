import { describe, expect, test } from 'vitest';
import { parseSecrets } from '../../../src/base/secrets.ts';
import { checkExampleAddress } from '../../../src/check/checks/example-address.ts';
import { checkUnsubscribe } from '../../../src/check/checks/footer.ts';
import { checkReaderLinks, checkSiteAddress } from '../../../src/check/checks/reader-link.ts';
import { checkTextPart } from '../../../src/check/checks/text-part.ts';
import { onlineTargets } from '../../../src/check/online.ts';
import { parseLetter, type FinishedLetter } from '../../../src/check/parsed-letter.ts';
import { makeToken } from '../../../src/letter/token.ts';
import { editionOf, sampleConfig, sampleEdition } from '../../support/sample.ts';
import { finishedLetter } from './sample-letter.ts';

const SITE = { url: 'https://letters.example.net' };
const config = sampleConfig({ site: SITE });
const letter = await finishedLetter(sampleEdition(config), config);
const changed = (change: Partial<FinishedLetter>) => parseLetter({ ...letter, ...change });

const token = (seed: string) =>
  makeToken('reader', 'list.example.com', seed.repeat(22), parseSecrets(seed.repeat(40)));

describe('a letter with a site', () => {
  test('has its own links in both parts, and passes', () => {
    const parsed = changed({});
    for (const check of [checkUnsubscribe, checkReaderLinks, checkSiteAddress, checkTextPart]) {
      expect(check(parsed)).toEqual([]);
    }
  });

  test('lacks its unsubscribe link if only the header’s URL is left', () => {
    const onlyHeader = (part: string) => part.replaceAll('/p/', '/u/');
    const parsed = changed({ html: onlyHeader(letter.html), text: onlyHeader(letter.text) });
    expect(checkUnsubscribe(parsed).map(({ detail }) => detail)).toEqual(['the HTML', 'the text']);
  });

  test('has its own links requested by nobody', () => {
    expect(onlineTargets(changed({})).map(({ url }) => url)).toEqual(['https://example.com/']);
  });
});

describe('link/reader', () => {
  test.each([
    ['a page of this site', (each: string) => `${SITE.url}/p/${each}`],
    ['the one-click URL of this site', (each: string) => `${SITE.url}/u/${each}`],
    ['an earlier address of the site', (each: string) => `https://old.example.org/u/${each}?x=1`],
    [
      'a counting link',
      (each: string) => `https://click.example.org/?to=https%3A%2F%2Fa%2Fp%2F${each}`,
    ],
  ])('reports %s with another reader’s token, and does not show it', (_, urlOf) => {
    const url = urlOf(token('x'));
    const html = letter.html.replace('</h1>', `</h1><a href="${url}">A</a>`);
    const found = checkReaderLinks(changed({ html }));
    expect(found.map(({ code }) => code)).toEqual(['link/reader']);
    expect(found[0]?.detail).toBe(url.slice(0, url.indexOf('v2.')) + '{token}');
    expect(JSON.stringify(found)).not.toContain(token('x'));
  });

  test('names the file and the line of the story that has the link', async () => {
    const story = `A headline\n\nFirst paragraph.\n\nManage it at ${SITE.url}/p/${token('y')} today.\n`;
    const edition = editionOf(story, config);
    const parsed = parseLetter(await finishedLetter(edition, config));
    expect(checkReaderLinks(parsed)).toMatchObject([
      { code: 'link/reader', place: { file: edition.lead.file, line: 5 } },
    ]);
  });

  test('looks at the text part, and at tokens of earlier letters', () => {
    const earlier = token('z').replace('v2.', 'v1.');
    const text = `${letter.text}\nhttps://a.example.org/${earlier}`;
    expect(checkReaderLinks(changed({ text }))).toHaveLength(1);
  });

  test('reports each token once, and five of many', () => {
    const many = 'abcdefghijkl'.split('').map((seed) => `<a href="https://a/${token(seed)}">A</a>`);
    const found = checkReaderLinks(changed({ html: many.join('') + many.join('') }));
    expect(found.at(-1)?.detail).toBe('and 7 more');
    expect(found).toHaveLength(6);
  });

  test('takes no long time for a long line', () => {
    const html = `<a href="https://example.org/${'v2.'.repeat(300_000)}">A</a>`;
    expect(checkReaderLinks(changed({ html }))).toEqual([]);
  });
});

describe('letter/local-site', () => {
  const local = sampleConfig({ site: { url: 'http://localhost:8080' } });

  test('is reported if the letter goes to readers', () => {
    expect(checkSiteAddress(changed({ config: local, real: true }))).toMatchObject([
      { code: 'letter/local-site', detail: 'http://localhost:8080' },
    ]);
  });

  test('is not reported for a trial, nor for a public site', () => {
    expect(checkSiteAddress(changed({ config: local }))).toEqual([]);
    expect(checkSiteAddress(changed({ real: true }))).toEqual([]);
  });
});

test('an example domain in site.url is reported once, in the config, without a token', () => {
  const found = checkExampleAddress(changed({ real: true })).filter(({ detail }) =>
    detail?.includes('letters'),
  );
  expect(found).toMatchObject([
    { detail: 'https://letters.example.net/p/{token}', place: { file: 'broadsheet.config.ts' } },
  ]);
});
