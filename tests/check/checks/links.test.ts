import { describe, expect, test } from 'vitest';
import { checkButton } from '../../../src/check/checks/button.ts';
import { checkLinkName } from '../../../src/check/checks/link-name.ts';
import { checkLinkUnderline } from '../../../src/check/checks/link-underline.ts';
import { changed, findings, withMarkup } from './sample-letter.ts';

const href = 'href="https://example.com/x"';

test.each([checkLinkName, checkLinkUnderline, checkButton])(
  'the sample letter passes %o',
  (check) => {
    expect(findings(check)).toEqual([]);
  },
);

describe('the name of a link', () => {
  test.each(['', '→', '<img src="x.png" alt="">', '<span>&nbsp;</span>'])(
    'is reported as missing in <a>%s</a>',
    (content) => {
      const [found] = findings(checkLinkName, withMarkup(`<a ${href}>${content}</a>`));
      expect(found).toContain('html/link-name | it has no name');
    },
  );

  test.each([
    ['en', 'Click here'],
    ['en', 'READ MORE »'],
    ['de', 'Weiterlesen …'],
    ['fr', 'Lire la suite'],
    ['fr', "plus d'infos"],
    ['es', 'Leer más'],
    ['it', 'Scopri di più'],
    ['pt-BR', 'Saiba mais'],
    ['nl', 'Lees verder'],
    ['ar', 'اقرأ المزيد'],
    ['he', 'קרא עוד'],
  ])('is reported as generic in %s: %s', (lang, name) => {
    const html = withMarkup(`<p lang="${lang}"><a ${href}>${name}</a></p>`);
    expect(findings(checkLinkName, html)).toHaveLength(1);
  });

  test('is reported as generic in English in a letter of any language', () => {
    const html = withMarkup(`<p lang="pl"><a ${href}>click here</a></p>`);
    expect(findings(checkLinkName, html)).toHaveLength(1);
  });

  test('may be a word that is generic in another language only', () => {
    const html = withMarkup(`<p lang="fr"><a ${href}>Hier</a></p>`);
    expect(findings(checkLinkName, html)).toEqual([]);
  });

  test.each([
    ['a generic phrase with more words', 'Read more about the summit'],
    ['the alt text of an image', '<img src="x.png" alt="The front page">'],
  ])('may be %s', (_, content) => {
    expect(findings(checkLinkName, withMarkup(`<a ${href}>${content}</a>`))).toEqual([]);
  });

  test('may be an aria-label', () => {
    const html = withMarkup(`<a ${href} aria-label="Read more about the summit">Read more</a>`);
    expect(findings(checkLinkName, html)).toEqual([]);
  });
});

describe('a link in running text', () => {
  const prose = (link: string) => withMarkup(`<p>He told ${link} on Monday.</p>`);

  test.each(['text-decoration: none', 'color: red; text-decoration-line: none !important'])(
    'with the style "%s" is reported',
    (style) => {
      const html = prose(`<a ${href} style="${style}">the House</a>`);
      expect(findings(checkLinkUnderline, html)).toHaveLength(1);
    },
  );

  test('without an underline is reported in a list item', () => {
    const link = `<a ${href} style="text-decoration:none">a bill</a>`;
    expect(
      findings(checkLinkUnderline, withMarkup(`<ul><li>About ${link}</li></ul>`)),
    ).toHaveLength(1);
  });

  test.each([
    ['no style', `<a ${href}>the House</a>`],
    ['underline', `<a ${href} style="text-decoration: underline dotted">the House</a>`],
    [
      'an underline on all of its content',
      `<a ${href} style="text-decoration:none"><span style="text-decoration:underline">it</span></a>`,
    ],
  ])('may have %s', (_, link) => {
    expect(findings(checkLinkUnderline, prose(link))).toEqual([]);
  });

  test('has words around it: links in a row need no underline', () => {
    const link = `<a ${href} style="text-decoration:none">Politics</a>`;
    expect(findings(checkLinkUnderline, withMarkup(`<p>${link} · ${link}</p>`))).toEqual([]);
  });
});

describe('a button', () => {
  test('without padding for Outlook is reported', () => {
    const html = changed(/mso-padding-alt:12px 20px;?/, '');
    expect(findings(checkButton, html)).toHaveLength(1);
    expect(findings(checkButton, html)[0]).toContain('no padding for Outlook');
  });

  test('lower than 44 px is reported', () => {
    const html = changed(
      /(<td[^>]*mso-padding-alt:)12px 20px([^]*?padding:)12px 20px/,
      '$18px 20px$28px 20px',
    );
    expect(findings(checkButton, html)).toHaveLength(1);
    expect(findings(checkButton, html)[0]).toContain('36 px');
  });

  test('with an image only is reported', () => {
    const html = changed(
      /(<td[^>]*mso-padding-alt:12px 20px[^>]*>\s*<a[^>]*>)[^<]*</,
      '$1<img src="https://example.com/b.png" alt="More"><',
    );
    expect(findings(checkButton, html)).toHaveLength(1);
    expect(findings(checkButton, html)[0]).toContain('it has no text');
  });

  test('that is a form control is reported', () => {
    expect(findings(checkButton, withMarkup('<button type="button">More</button>'))).toEqual([
      'html/button | it is not a link | <button type="button">More',
    ]);
  });

  test('may have VML for Outlook', () => {
    const style =
      'display:inline-block;background:#900;line-height:44px;padding:0 20px 1px;mso-hide:all';
    const html = withMarkup(
      `<!--[if mso]><v:roundrect ${href}></v:roundrect><![endif]--><a ${href} style="${style}">More</a>`,
    );
    expect(findings(checkButton, html)).toEqual([]);
  });
});
