import { describe, expect, test } from 'vitest';
import { MAIL_BOOKS } from '../../src/config/mails/languages.ts';
import { MAIL_KINDS } from '../../src/config/mails/phrases.ts';
import { visibleText } from '../../src/check/letter-text.ts';
import { renderMail } from '../../src/render/mail.ts';
import { need, sampleConfig, sampleTheme } from '../support/sample.ts';
import { sampleMail } from '../support/sample-mails.ts';

const LANGUAGES = Object.keys(MAIL_BOOKS);
const NAMES = /\{(\w+)\}/g;
const namesIn = (text: string) => Array.from(text.matchAll(NAMES), ([, name]) => name).sort();

describe('a mail of the site', () => {
  test.each(['morning', 'wire'])('equals the golden file in the theme %s', async (name) => {
    const { html } = await sampleMail('confirm', 'en', sampleConfig({ theme: { name } }));
    await expect(html).toMatchFileSnapshot(`../golden/mail-confirm-${name}.html`);
  });

  test('equals the golden file in the text part, for each kind', async () => {
    const mails = [];
    for (const kind of MAIL_KINDS) {
      const { subject, text } = await sampleMail(kind);
      mails.push(`Subject: ${subject}\n\n${text}`);
    }
    await expect(mails.join('\n')).toMatchFileSnapshot('../golden/mails.txt');
  });

  test.each(LANGUAGES)(
    'has at most one link, alone on its line in the text, in %s',
    async (lang) => {
      for (const kind of MAIL_KINDS) {
        const { html, text } = await sampleMail(kind, lang);
        const links = Array.from(html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g), ([, url]) => url);
        const urls = Array.from(text.matchAll(/^.*https?:.*$/gm), ([line]) => line);
        expect(urls).toEqual(links);
        expect(links).toHaveLength(MAIL_BOOKS.en[kind].action === undefined ? 0 : 1);
      }
    },
  );

  test.each(LANGUAGES)('has the values of the English one in %s', (lang) => {
    for (const kind of MAIL_KINDS) {
      const english = MAIL_BOOKS.en[kind];
      const phrases = MAIL_BOOKS[lang]?.[kind] ?? english;
      expect(namesIn(phrases.subject)).toEqual(['newsletter']);
      expect(namesIn(phrases.lines.join())).toEqual(namesIn(english.lines.join()));
      expect(namesIn(phrases.after.join())).toEqual([]);
      expect(phrases.action === undefined).toBe(english.action === undefined);
    }
  });

  test('is light: less than 20 KB', async () => {
    for (const kind of MAIL_KINDS) {
      const { html } = await sampleMail(kind, 'de');
      expect(Buffer.byteLength(html)).toBeLessThan(20_000);
    }
  });

  test('says the same in both parts', async () => {
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');
    const { html, text } = await sampleMail('confirm', 'de');
    const url = /^https:.*$/m.exec(text)?.[0] ?? '';
    const seen = letters(visibleText(html).replace('Bestellung bestätigen Der', 'Der'));
    expect(seen).toContain(letters(text.slice(text.indexOf('Bitte')).replace(url, '')));
  });

  test('shows hostile values as text, and leaves out a line without its value', async () => {
    const page = '"><script>alert(1)</script>&';
    const { html, text } = await sampleMail('confirm', 'en', sampleConfig(), { page });
    expect(html).not.toContain('<script');
    expect(visibleText(html)).toContain(page);
    expect(text).toContain(page);
    const form = { lang: 'en', direction: 'ltr', phrases: MAIL_BOOKS.en.confirm } as const;
    const template = need(await renderMail(form, ['date', 'url'], sampleConfig(), sampleTheme()));
    const plain = template({ date: 'today', url: 'https://example.com/' });
    expect(plain.text + plain.html).not.toMatch(/this site|\{\w+\}|value[\da-f]{20}n/);
  });

  test('has the language and the direction of its words', async () => {
    const { html } = await sampleMail('welcome', 'ar');
    expect(html).toMatch(/<html[^>]* lang="ar" dir="rtl"/);
  });
});
