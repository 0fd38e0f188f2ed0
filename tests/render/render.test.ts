import { describe, expect, test } from 'vitest';
import { storyTexts } from '../../src/article/story-texts.ts';
import { foldSpaces, visibleText } from '../../src/check/letter-text.ts';
import { personalise } from '../../src/letter/letter.ts';
import { typeset } from '../../src/render/typography.ts';
import { renderEdition } from '../../src/render/render.ts';
import type { Theme } from '../../src/render/theme.ts';
import {
  editionOf,
  editionWith,
  render,
  sampleConfig,
  sampleEdition,
  sampleSender,
  sampleTheme,
} from '../support/sample.ts';
import { richText } from '../../src/article/rich-text.ts';
import { heading, list, paragraph, quote } from '../support/blocks.ts';

const reader = { email: 'reader@example.com', name: 'Ada Lovelace', attributes: {} };

async function parts(...args: Parameters<typeof render>) {
  return personalise(await render(...args), sampleSender(), reader);
}

describe('the sample letter', () => {
  test('the HTML of the sample equals the golden file', async () => {
    const { html } = await parts();
    await expect(html).toMatchFileSnapshot('../golden/2023-06-14-blinken-beijing.html');
  });

  test('the text of the sample equals the golden file', async () => {
    const { text } = await parts();
    await expect(text).toMatchFileSnapshot('../golden/2023-06-14-blinken-beijing.txt');
  });

  test('both parts contain every sentence of the story', async () => {
    const { html, text } = await parts();
    for (const sentence of storyTexts(sampleEdition().lead).map(foldSpaces)) {
      expect(visibleText(html)).toContain(typeset(sentence, 'en-US'));
      expect(foldSpaces(text)).toContain(sentence);
    }
  });

  test('the no-break spaces around the dash of the dateline are kept', async () => {
    const { html, text } = await parts();
    expect(text).toContain('WASHINGTON\u00a0—\u00a0Secretary of State');
    expect(html).toMatch(
      /WASHINGTON<\/span>(\u00a0|&nbsp;|&#xA0;)—(\u00a0|&nbsp;|&#xA0;)Secretary/,
    );
  });

  test('the text part is wrapped at 78 columns', async () => {
    const { text } = await parts();
    const long = text.split('\n').filter((line) => Array.from(line).length > 78);
    expect(long).toEqual([]);
  });

  test('the HTML loads no fonts and is smaller than 24 KB', async () => {
    const { html } = await parts();
    expect(html).not.toMatch(/fonts\.googleapis|@import|@font-face|<link/);
    expect(Buffer.byteLength(html)).toBeLessThan(24_000);
  });

  test('a caption without a picture is left out', async () => {
    const { html, text } = await parts();
    expect(html).not.toContain('<img');
    expect(html + text).not.toContain('Andrew Harnik');
  });

  test('rendering twice gives the same letter', async () => {
    expect(await render()).toEqual(await render());
  });
});

describe('any letter', () => {
  test('a picture is shown with alternative text, caption and credit', async () => {
    const source = 'https://example.com/plane.jpg?w=1152&h=768';
    const image = { source, alt: 'A man "boards" a plane', caption: 'Boarding.', credit: 'A | B' };
    const { html, text } = await parts(editionWith({ image }));
    expect(html).toContain('src="https://example.com/plane.jpg?w&#x3D;1152&amp;h&#x3D;768"');
    expect(html).toContain('alt="A man “boards” a plane"');
    expect(visibleText(html)).toContain('Boarding. A | B');
    expect(text).toContain('[A man "boards" a plane] Boarding. (A | B)');
  });

  test('a story with a URL gets a link that names its host', async () => {
    const { html, text } = await parts(
      editionWith({ url: 'https://www.example.org/story?a=1&b=2' }),
    );
    expect(html).toContain('href="https://www.example.org/story?a&#x3D;1&amp;b&#x3D;2"');
    expect(visibleText(html)).toContain('Read the full story at example.org');
    expect(text).toContain(
      'Read the full story at example.org:\nhttps://www.example.org/story?a=1&b=2',
    );
  });

  test('headings, quotations and lists are in both parts', async () => {
    const { html, text } = await parts(
      editionWith({
        blocks: [
          heading('What is next', 1),
          quote('We shall see.', 2),
          list(['One', 'Two'], 3),
          paragraph('The end.', 4),
        ],
      }),
    );
    expect(html).toMatch(/<h2[^>]*>What is next<\/h2>/);
    expect(html).toMatch(/<blockquote[^>]*><p[^>]*>We shall see\.<\/p><\/blockquote>/);
    expect(html).toMatch(/<li[^>]*>One<\/li>/);
    expect(text).toContain('What is next\n------------');
    expect(text).toContain('  > We shall see.');
    expect(text).toContain('  * One\n  * Two');
    expect(text, 'the dateline goes to the first paragraph').toContain(
      'WASHINGTON\u00a0—\u00a0The end.',
    );
  });

  test('an Arabic letter is laid out from right to left', async () => {
    const config = sampleConfig({ locale: 'ar-EG' });
    const { html } = await parts(
      editionOf('سياسة\n\nعنوان الخبر هنا\n\nنص الخبر الكامل هنا.\n', config),
      config,
    );
    expect(html).toMatch(/<html lang="ar-EG" dir="rtl"/);
    expect(html).toContain('text-align:right');
  });

  test('fields that the article lacks leave no empty elements', async () => {
    const config = sampleConfig({ links: {} });
    const { html, text } = await parts(editionOf('A headline\n\nA body of one line.\n'), config);
    expect(html).not.toMatch(/class="(points|label|dateline|headline)"[^>]*>\s*</);
    expect(text).not.toMatch(/\n\n\n/);
    expect(html + text).not.toMatch(/null|undefined/);
  });
});

describe('hostile text', () => {
  const attack = `<script>alert(1)</script><img src=x onerror=alert(1)>"'><mj-raw>{{subject}} &amp; javascript:alert(1)`;

  test('braces of one paragraph and the next change nothing but themselves', async () => {
    const withSigns = async (open: string, close: string) => {
      const texts = [`An open ${open} pair`, `that closes ${close} here`];
      const blocks = texts.map((text) => paragraph(text, 1));
      return (await parts(editionWith({ blocks }))).html;
    };
    const html = await withSigns('{{', '}}');
    expect(html).toContain('An open {{ pair');
    expect(html.replaceAll('{{', '((').replaceAll('}}', '))')).toBe(await withSigns('((', '))'));
  });

  test('hostile text is shown as written in every place', async () => {
    const config = sampleConfig({ name: attack, postalAddress: attack, reason: attack });
    const edition = {
      ...editionWith({
        section: attack,
        headline: attack,
        keyPointsHeading: attack,
        keyPoints: [richText(attack)],
        byline: attack,
        dateline: attack,
        image: {
          source: 'https://example.com/a.png',
          alt: attack,
          caption: attack,
          credit: attack,
        },
        blocks: [paragraph(attack, 1), quote(attack, 1), heading(attack, 1), list([attack], 1)],
      }),
      subject: attack,
      preheader: attack,
    };
    const { html } = await parts(edition, config);
    expect(html).not.toMatch(/<script|<mj-/i);
    for (const [tag] of html.matchAll(/<[a-z](?:"[^"]*"|'[^']*'|[^"'>])*>/gi)) {
      const names = tag.replace(/"[^"]*"|'[^']*'/g, '');
      expect(names).not.toMatch(/\son\w+|javascript:/i);
    }
    const shown =
      visibleText(html).split('<script>alert(1)</script><img src=x onerror=alert(1)>').length - 1;
    expect(shown).toBeGreaterThanOrEqual(11);
  });
});

describe('a broken theme', () => {
  const theme = sampleTheme();
  const withPartial = (name: string, source: string): Theme => ({
    ...theme,
    partials: new Map([
      ...theme.partials,
      [name, { file: `templates/morning/partials/${name}.hbs`, source }],
    ]),
  });
  const problemsOf = async (broken: Theme) => {
    const result = await renderEdition(sampleEdition(), sampleConfig(), broken);
    return result.ok ? [] : result.problems;
  };

  test('an unknown field is reported with file and line', async () => {
    const problems = await problemsOf(
      withPartial('headline', '<mj-section>\n{{headlin}}\n</mj-section>'),
    );
    expect(problems).toEqual([
      {
        code: 'template/handlebars',
        severity: 'error',
        place: { file: 'templates/morning/partials/headline.hbs', line: 2 },
        detail: '"headlin" not defined',
      },
    ]);
  });

  test('an unclosed block is reported with file and line', async () => {
    const [problem] = await problemsOf(withPartial('headline', '{{#if section}}\n<mj-section>\n'));
    expect(problem?.place?.file).toBe('templates/morning/partials/headline.hbs');
    expect(problem?.code).toBe('template/handlebars');
  });

  test('an unknown MJML tag is reported with file and line', async () => {
    const broken =
      '{{!-- a comment --}}\n<mj-section>\n<mj-column>\n<mj-txet>x</mj-txet>\n</mj-column>\n</mj-section>\n';
    const [problem] = await problemsOf(withPartial('headline', broken));
    expect(problem).toMatchObject({
      code: 'template/mjml',
      place: { file: 'templates/morning/partials/headline.hbs', line: 4 },
    });
  });

  test('an unclosed MJML tag is reported with file and line', async () => {
    const [problem] = await problemsOf(
      withPartial('headline', '<mj-section>\n<mj-column>\n</mj-section>\n'),
    );
    expect(problem).toMatchObject({
      code: 'template/mjml',
      place: { file: 'templates/morning/partials/headline.hbs', line: 2 },
    });
  });

  test('a missing partial is reported by name', async () => {
    const partials = new Map([...theme.partials].filter(([name]) => name !== 'footer'));
    const [problem] = await problemsOf({ ...theme, partials });
    expect(problem?.code).toBe('template/handlebars');
    expect(problem?.detail).toContain('footer');
  });

  test('an unknown slot is reported by name', async () => {
    const broken =
      '<mj-section><mj-column><mj-text>\n{{slot "nmae"}}\n</mj-text></mj-column></mj-section>';
    const [problem] = await problemsOf(withPartial('headline', broken));
    expect(problem?.detail).toContain('unknown slot "nmae"');
  });
});
