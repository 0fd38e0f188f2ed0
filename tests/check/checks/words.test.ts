import { describe, expect, test } from 'vitest';
import type { Check, FinishedLetter } from '../../../src/check/parsed-letter.ts';
import { checkExampleAddress } from '../../../src/check/checks/example-address.ts';
import { checkOrder } from '../../../src/check/checks/order.ts';
import { checkPlaceholder } from '../../../src/check/checks/placeholder.ts';
import { checkPreheader } from '../../../src/check/checks/preheader.ts';
import { checkTextPart } from '../../../src/check/checks/text-part.ts';
import { sampleConfig, sampleEdition } from '../../support/sample.ts';
import {
  changed,
  findings,
  finishedLetter,
  sampleLetter,
  sampleHtml,
  withMarkup,
} from './sample-letter.ts';
import { paragraph } from '../../support/blocks.ts';

const { text, raw, edition } = sampleLetter();

function details(check: Check, change: Partial<FinishedLetter>): readonly (string | undefined)[] {
  return check(sampleLetter(change)).map(({ detail }) => detail);
}

describe('the preheader', () => {
  test('of the sample letter passes', () => {
    expect(findings(checkPreheader)).toEqual([]);
  });

  test.each([
    ['is visible', changed(/style="display:none[^"]*"/, ''), 'it is visible'],
    [
      'has no filler',
      changed(/\u034f\u200c(?:\u00a0|&nbsp;|&#xa0;)/g, ''),
      'characters with filler',
    ],
    ['is not the first text', changed(/<body[^>]*>/, '$&<p>Web</p>'), 'not the first'],
    ['is not the description', changed(/<meta name="description"[^>]*>/, ''), 'description'],
  ])('that %s is reported', (_, html, words) => {
    expect(findings(checkPreheader, html)).toEqual([expect.stringContaining(words)]);
  });

  test('that is in the text part is reported', () => {
    expect(details(checkPreheader, { text: `${edition.preheader}\n\n${text}` })).toEqual([
      'it is in the text part',
    ]);
    expect(details(checkPreheader, { text: `${text}\u034f\u200c` })).toHaveLength(1);
  });
});

describe('the text part', () => {
  test('of the sample letter passes', () => {
    expect(findings(checkTextPart)).toEqual([]);
  });

  test.each([
    ['a long line that has spaces', `${'word '.repeat(16)}\n`, 'the line'],
    ['an image URL', 'https://cdn.news.test/a/photo.jpg?w=1\n', 'image URL'],
    ['four words in capitals', 'BUY OUR NEWSLETTER NOW\n', 'capitals'],
    ['a mailto: without its address', 'mailto:\ndesk@news.test\n', 'mailto'],
  ])('with %s is reported', (_, line, words) => {
    expect(details(checkTextPart, { text: `${text}${line}` })).toEqual([
      expect.stringContaining(words),
    ]);
  });

  test.each([
    ['one long word', `${'x'.repeat(90)}\n`],
    ['a long URL in a list', `  * https://news.test/${'x'.repeat(90)}\n`],
    ['a dateline', 'NEW YORK CITY, N.Y. — The mayor\n'],
    ['three words in capitals', 'NATO AND EU\n'],
    ['a footer line that a long name made too long', `${'name '.repeat(20)}reader@example.com.\n`],
    ['a mailto: link without an address', 'mailto:?subject=Hello\n'],
    ['a script without capitals', 'これは 四つの 言葉の 行 です\n'],
  ])('may have %s', (_, line) => {
    expect(details(checkTextPart, { text: `${text}${line}` })).toEqual([]);
  });

  test('with a line of an article in capitals is reported at its line in the article', () => {
    const words = 'EVERYTHING IN THIS PARAGRAPH SHOUTS';
    const lead = {
      ...edition.lead,
      blocks: [paragraph(words, 17)],
    };
    const [found] = checkTextPart(
      sampleLetter({ text: `${text}${words}\n`, edition: { ...edition, lead } }),
    );
    expect(found?.place).toEqual({ file: edition.lead.file, line: 17 });
  });

  test('without an address that the HTML links to is reported', () => {
    const html = withMarkup('<a href="mailto:tips@news.test?subject=A">Write to us</a>');
    expect(details(checkTextPart, { html })).toEqual([expect.stringContaining('tips@news.test')]);
  });
});

describe('the order of the letter', () => {
  const cut = (start: string, end: string) => {
    const from = sampleHtml.indexOf(start);
    const to = sampleHtml.indexOf(end, from) + end.length;
    return [sampleHtml.slice(0, from), sampleHtml.slice(from, to), sampleHtml.slice(to)] as const;
  };

  test('is right in the sample letter', () => {
    expect(findings(checkOrder)).toEqual([]);
  });

  test('is wrong if the headline follows the story', () => {
    const [before, headline, after] = cut('<h1', '</h1>');
    const [html] = [`${before}${after}`.replace(/<\/body>/, `${headline}</body>`)];
    expect(findings(checkOrder, html)).toEqual([
      'letter/order | the key points comes before the headline',
    ]);
  });

  test('is wrong if the key points follow the story', () => {
    const [before, points, after] = cut('<ol', '</ol>');
    const html = `${before}${after}`.replace(/<\/body>/, `${points}</body>`);
    expect(findings(checkOrder, html)).toEqual([
      'letter/order | the story comes before the key points',
    ]);
  });

  test('ignores parts that the letter does not have', () => {
    const [before, , after] = cut('<ol', '</ol>');
    expect(findings(checkOrder, `${before}${after}`)).toEqual([]);
  });

  test('is wrong if the image of the article follows the story, even with an image from elsewhere', async () => {
    const image = { source: 'https://cdn.news.test/a.jpg', alt: 'A plane on the ground' };
    const own = sampleEdition();
    const finished = await finishedLetter({ ...own, lead: { ...own.lead, image } });
    expect(checkOrder(sampleLetter(finished))).toEqual([]);
    const tag = /<img[^>]*A plane on the ground[^>]*>/.exec(finished.html)?.[0] ?? '';
    const html = finished.html.replace(tag, '').replace('</body>', `${tag}</body>`);
    expect(details(checkOrder, { ...finished, html })).toEqual([
      'the story comes before the image',
    ]);
  });
});

describe('example addresses', () => {
  test('pass until the letter goes to real subscribers', () => {
    expect(checkExampleAddress(sampleLetter())).toEqual([]);
  });

  test('in the config are reported for real subscribers, but not the recipient’s own address', () => {
    const found = checkExampleAddress(sampleLetter({ real: true }));
    expect(found.map(({ detail }) => detail).sort()).toEqual([
      'briefing@example.com',
      'desk@example.com',
      'https://example.com/',
    ]);
    expect(new Set(found.map(({ place }) => place?.file))).toEqual(
      new Set(['broadsheet.config.ts']),
    );
  });

  test('are those at an example domain only', async () => {
    const config = sampleConfig({
      from: 'briefing@daily-news.org',
      replyTo: 'desk@daily-news.org',
      links: { home: 'https://daily-news.org/example.com' },
    });
    const finished = await finishedLetter(sampleEdition(config), config);
    expect(details(checkExampleAddress, { ...finished, real: true })).toEqual([]);
    const more = (url: string) =>
      details(checkExampleAddress, {
        ...finished,
        real: true,
        text: `${finished.text}${url}`,
      });
    expect(more('https://www.example.org/a')).toEqual(['https://www.example.org/a']);
    expect(more('somebody@mail.test')).toEqual(['somebody@mail.test']);
    expect(more('https://example.community/ and me@example.com.au')).toEqual([]);
  });

  test('in an article are reported at their line in the article', async () => {
    const config = sampleConfig({
      from: 'briefing@daily-news.org',
      replyTo: 'desk@daily-news.org',
      links: {},
    });
    const own = sampleEdition(config);
    const block = paragraph('Write to jo@example.net.', 50);
    const lead = { ...own.lead, blocks: [...own.lead.blocks, block] };
    const finished = await finishedLetter({ ...own, lead }, config);
    const found = checkExampleAddress(sampleLetter({ ...finished, real: true }));
    expect(found).toMatchObject([
      { detail: 'jo@example.net', place: { file: own.lead.file, line: 50 } },
    ]);
  });

  test('are found in a message that consists of headers only', () => {
    expect(raw.toString().startsWith('Message-ID')).toBe(true);
    expect(details(checkExampleAddress, { real: true, raw: Buffer.from('To: x') })).toContain(
      'reader@example.com',
    );
  });
});

describe('placeholders', () => {
  test('do not occur in the sample letter', () => {
    expect(findings(checkPlaceholder)).toEqual([]);
  });

  test.each(['TODO', 'TBD', 'FIXME', 'XXX', 'Lorem ipsum', 'lorem\nipsum', 'Click here to edit'])(
    'include %j, in either part',
    (words) => {
      const found = `letter/placeholder | "${words.replace('\n', ' ')}"`;
      expect(findings(checkPlaceholder, withMarkup(`<p>The ${words}, then</p>`))).toEqual([found]);
      expect(details(checkPlaceholder, { text: `${text}${words}.` })).toHaveLength(1);
    },
  );

  test.each(['todo el mundo', 'TODOS', 'XXXL', 'ipsum', 'https://news.test/TODO'])(
    'do not include %j',
    (words) => {
      expect(findings(checkPlaceholder, withMarkup(`<p>${words}</p>`))).toEqual([]);
    },
  );

  test('in an article are reported at their line in the article', () => {
    const words = 'The vote was TBD on Monday.';
    const lead = { ...edition.lead, blocks: [...edition.lead.blocks, paragraph(words, 30)] };
    const html = withMarkup(`<p>${words}</p>`);
    const found = checkPlaceholder(sampleLetter({ html, edition: { ...edition, lead } }));
    expect(found).toMatchObject([{ place: { file: lead.file, line: 30 } }]);
  });

  test('in an alt text are reported', () => {
    expect(findings(checkPlaceholder, withMarkup('<img src="x" alt="TODO">'))).toHaveLength(1);
  });
});
