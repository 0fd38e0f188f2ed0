import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSecrets } from '../../src/base/secrets.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { listIdOf } from '../../src/config/schema.ts';
import { senderOf } from '../../src/app/prepare/sender.ts';
import { composeLetter } from '../../src/letter/compose.ts';
import { letterMaker, personalise, spliceLetter } from '../../src/letter/letter.ts';
import { addresser, earlierSubscriptionId, readerUrls } from '../../src/letter/recipient.ts';
import { readToken } from '../../src/letter/token.ts';
import { headerValue, readHeader } from '../../src/mime/read-header.ts';
import type { NewSubscriber } from '../../src/subscribers/subscriber.ts';
import { render, sampleConfig, sampleEdition, sampleTheme } from '../support/sample.ts';

const OLD = 'an-old-secret-of-32-characters-or-more';
const NEW = 'the-new-secret-of-32-characters-or-more';
const specimen: NewSubscriber = {
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  attributes: {},
};
const ada: NewSubscriber = { ...specimen, readerId: 'keyed_reader-id_022chr' };
const other: NewSubscriber = { ...ada, email: 'grace@example.org', readerId: 'r'.repeat(22) };

const SITE = { url: 'https://letters.example.net' };
const edition = sampleEdition();

async function letterOf(
  own: Partial<ConfigInput> = { site: SITE },
  { reader = ada, secret = NEW, theme = 'morning' } = {},
) {
  const config = sampleConfig(own);
  const sender = senderOf(config, { BROADSHEET_SECRET: secret });
  const rendered = await render(edition, config, sampleTheme(theme));
  const composed = composeLetter(edition, rendered, sender);
  const letter = spliceLetter(composed, reader);
  const raw = Buffer.concat(letter.chunks).toString('utf8');
  const head = readHeader(raw.split('\r\n\r\n')[0] ?? '');
  const field = (name: string) => headerValue(head, name);
  return {
    config,
    sender,
    rendered,
    composed,
    letter,
    raw,
    field,
    ...personalise(rendered, sender, reader),
  };
}

const tokenIn = (url: string | undefined) => url?.split('/').at(-1) ?? '';
const webUrlOf = (field: string | undefined) => /<(https?:[^<>]+)>/.exec(field ?? '')?.[1];

describe.each(['morning', 'wire'])(
  'a letter of a newsletter with a site, in the theme %s',
  (theme) => {
    test('unsubscribes in the header by POST, and in both parts on the reader’s page', async () => {
      const { html, text, field } = await letterOf(undefined, { theme });
      const url = webUrlOf(field('List-Unsubscribe'));
      const token = tokenIn(url);
      const page = `${SITE.url}/p/${token}`;
      expect(url).toBe(`${SITE.url}/u/${token}`);
      expect(field('List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
      expect(html.split(`href="${page}"`)).toHaveLength(3);
      expect(text).toContain(`Preferences:\n${page}\n`);
      expect(text).toContain(`Unsubscribe:\n${page}\n`);
      expect(html + text).not.toContain('/u/');
    });

    test('has no other URL that differs from reader to reader', async () => {
      const [mine, theirs] = [
        await letterOf(undefined, { theme }),
        await letterOf(undefined, { theme, reader: other }),
      ];
      const urls = ({ html, text }: typeof mine) =>
        (html + text).match(/(?:https?:|mailto:)[^\s"'<>)]+/g) ?? [];
      const differing = urls(mine).filter((url, index) => url !== urls(theirs)[index]);
      const known = Object.values(readerUrls(mine.sender, ada));
      expect(urls(mine)).toHaveLength(urls(theirs).length);
      expect(new Set(differing)).toEqual(new Set(known));
    });
  },
);

describe('the ids in a letter', () => {
  test('are made of the reader id, and none of the address', async () => {
    const config = { site: SITE, delivery: { bounces: 'bounces@example.com' } };
    const mine = await letterOf(config);
    const moved = await letterOf(config, { reader: { ...ada, email: 'new@example.org' } });
    expect(mine.letter.messageId).toBe(moved.letter.messageId);
    expect(mine.letter.envelope.from).toBe(moved.letter.envelope.from);
    expect(mine.field('List-Unsubscribe')).toBe(moved.field('List-Unsubscribe'));
    expect(mine.field('List-Unsubscribe')).toContain(
      `subject=unsubscribe%20${ada.readerId ?? ''}>`,
    );
    expect((await letterOf(config, { reader: other })).letter.messageId).not.toBe(
      mine.letter.messageId,
    );
  });

  test('do not show the reader id where a forwarded letter’s servers log it', async () => {
    const { letter } = await letterOf({ site: SITE, delivery: { bounces: 'bounces@example.com' } });
    expect(`${letter.messageId} ${letter.envelope.from}`).not.toContain(ada.readerId);
  });

  test('of a subscriber without a reader id are the same as before there were any', async () => {
    const { letter, field } = await letterOf({}, { reader: specimen });
    expect(letter.messageId).toBe('<33IbtTvrmxHo5VUb6Y_ytd@example.com>');
    expect(field('List-Unsubscribe')).toContain(
      earlierSubscriptionId('the-politics-briefing.example.com', ada.email),
    );
  });

  test('are the same from a letterMaker and one by one', async () => {
    const { composed, raw } = await letterOf();
    const made = await letterMaker(composed)(ada);
    expect(Buffer.concat(made.chunks).toString('utf8')).toBe(raw);
  });
});

describe('the token in a letter', () => {
  const listId = listIdOf(sampleConfig());
  const idIn = async (secret: string, known: string, own?: Partial<ConfigInput>) => {
    const { field, html } = await letterOf(own, { secret });
    const page = /href="([^"]*\/p\/[^"]+)"/.exec(html)?.[1];
    const tokens = [webUrlOf(field('List-Unsubscribe')), page].map(tokenIn);
    return tokens.map((token) => readToken('reader', token, listId, parseSecrets(known)));
  };

  test('names the reader, in the header and on the page', async () => {
    expect(await idIn(NEW, NEW)).toEqual([ada.readerId, ada.readerId]);
  });

  test('is read after the secret was rotated, and not once the old one is gone', async () => {
    expect(await idIn(OLD, `${NEW} ${OLD}`)).toEqual([ada.readerId, ada.readerId]);
    expect(await idIn(OLD, NEW)).toEqual([undefined, undefined]);
  });

  test('is made with the first of several secrets', async () => {
    expect(await idIn(`${NEW},${OLD}`, NEW)).toEqual([ada.readerId, ada.readerId]);
    expect(await idIn(`${NEW},${OLD}`, OLD)).toEqual([undefined, undefined]);
  });

  test('is not the address, in any spelling', async () => {
    const { html, text, field } = await letterOf();
    const urls = [html, text, field('List-Unsubscribe') ?? ''].flatMap(
      (part) => part.match(/https:\/\/letters[^\s"'<>]+/g) ?? [],
    );
    const spellings = (['utf8', 'base64url', 'hex'] as const).map((encoding) =>
      Buffer.from('ada@example.com').toString(encoding),
    );
    for (const spelling of spellings) expect(urls.join()).not.toContain(spelling);
    expect(urls.length).toBeGreaterThanOrEqual(5);
  });
});

describe('the site’s URL in a letter', () => {
  test.each([
    ['https://example.net/letters/', 'https://example.net/letters'],
    ['https://example.net///', 'https://example.net'],
    ['https://Bücher.example:8443', 'https://xn--bcher-kva.example:8443'],
    ['HTTPS://EXAMPLE.NET/A b/../ü{token}', 'https://example.net/%C3%BC%7Btoken%7D'],
    [`https://example.net/a,b;c'(d)$&`, `https://example.net/a,b;c'(d)$&`],
  ])('%s is %s, and each letter has one token in it', async (url, base) => {
    const { html, text, field } = await letterOf({ site: { url } });
    const token = tokenIn(webUrlOf(field('List-Unsubscribe')));
    expect(token).toMatch(/^v2\.[\w-]{8}\.[\w-]{22}\.[\w-]{22}$/);
    expect(webUrlOf(field('List-Unsubscribe'))).toBe(`${base}/u/${token}`);
    expect(text).toContain(`\n${base}/p/${token}\n`);
    const escaped = `${base}/p/${token}`.replace(/[&']/g, (each) => `&#${each.charCodeAt(0)};`);
    expect(html).toContain(`href="${escaped}"`);
  });

  test('with http on this machine offers no one-click, and an email first', async () => {
    const { html, field } = await letterOf({ site: { url: 'http://localhost:8080' } });
    expect(field('List-Unsubscribe-Post')).toBeUndefined();
    expect(field('List-Unsubscribe')).toMatch(
      /^<mailto:desk@example\.com\?subject=[^>]+>, <http:\/\/localhost:8080\/u\/[^>]+>$/,
    );
    expect(html).toMatch(/href="http:\/\/localhost:8080\/p\/v2\./);
  });

  test('changes the content hash; a secret does not', async () => {
    const hash = async (...args: Parameters<typeof letterOf>) =>
      (await letterOf(...args)).composed.contentHash;
    const before = await hash();
    expect(await hash({ site: { url: `${SITE.url}/news` } })).not.toBe(before);
    expect(await hash({ site: SITE }, { secret: OLD })).toBe(before);
  });
});

describe('a theme’s own links to the reader’s page', () => {
  const theme = sampleTheme();
  const footer = `<mj-section><mj-column><mj-text>
    {{#if preferencesUrl}}<a href="{{preferencesUrl}}">P</a>{{else}}<b>none</b>{{/if}}
    <a href="https://x.example.com/?then={{slot "preferencesUrl"}}&amp;a=1">T</a>
    <a href="{{unsubscribeUrl}}">U</a>
  </mj-text></mj-column></mj-section>`;
  const partials = new Map([...theme.partials, ['footer', { file: 'f.hbs', source: footer }]]);
  const htmlOf = async (own: Partial<ConfigInput>) => {
    const config = sampleConfig(own);
    const sender = senderOf(config, { BROADSHEET_SECRET: NEW });
    const rendered = await render(edition, config, { ...theme, partials });
    return { ...personalise(rendered, sender, ada), urls: readerUrls(sender, ada) };
  };

  test('are that page with a site, also within another URL', async () => {
    const { html, urls } = await htmlOf({ site: SITE });
    const page = urls.preferences ?? '';
    expect(html).toMatch(new RegExp(`<a href="${page}"[^>]*>P</a>`));
    expect(html).toMatch(new RegExp(`<a href="${page}"[^>]*>U</a>`));
    expect(html).toContain(`https://x.example.com/?then=${encodeURIComponent(page)}&amp;a=1`);
  });

  test('are the newsletter’s page for preferences without one, or none', async () => {
    const preferences = 'https://example.com/p?a=1&b=2';
    const { html } = await htmlOf({ links: { preferences } });
    expect(html).toContain('<a href="https://example.com/p?a&#x3D;1&amp;b&#x3D;2">P</a>');
    expect((await htmlOf({})).html).toContain('<b>none</b>');
  });
});

test('a reader’s links depend on the reader id alone, whatever the address, name and list', () => {
  const sender = senderOf(sampleConfig({ site: SITE }), { BROADSHEET_SECRET: NEW });
  const address = addresser(sender, edition.id);
  const id = fc.stringMatching(/^[\w-]{22}$/);
  fc.assert(
    fc.property(id, fc.emailAddress(), fc.string(), (readerId, email, name) => {
      const { urls, unsubscribe } = address({ readerId, email, name, attributes: {} });
      const token = tokenIn(urls.unsubscribe);
      expect(urls.preferences).toBe(urls.unsubscribe);
      expect(unsubscribe[0]).toBe(`${SITE.url}/u/${token}`);
      expect(readToken('reader', token, sender.listId, parseSecrets(NEW))).toBe(readerId);
    }),
  );
});
