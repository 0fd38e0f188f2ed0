import { describe, expect, test } from 'vitest';
import { splitFrontMatter } from '../../src/article/front-matter.ts';
import { article, FILE, parse, STORY, value } from './read.ts';
import { plainText, richText } from '../../src/article/rich-text.ts';

const split = (...lines: readonly string[]) => splitFrontMatter(lines.join('\n'), FILE);
const front = (...lines: readonly string[]) => split('---', ...lines, '---', 'Head', '', STORY);

describe('values in front matter', () => {
  test('that are numbers, dates or truth values are taken as the texts they are', () => {
    const result = splitFrontMatter(
      '---\nheadline: 2024\nsubject: 007\ncaption: true\nkeyPoints: [1.50, no]\n---\nText.\n',
      FILE,
    );
    expect(result).toMatchObject({
      ok: true,
      value: {
        frontMatter: {
          headline: '2024',
          subject: '007',
          caption: 'true',
          keyPoints: ['1.50', 'no'],
        },
      },
    });
  });

  test('may hold "#" in quotation marks, and comments may have lines of their own', () => {
    const text = '---\n# for Monday\nsubject: "#1 in the polls" # checked\nalt: a#b\n---\nText.\n';
    expect(splitFrontMatter(text, FILE)).toMatchObject({
      ok: true,
      value: { frontMatter: { subject: '#1 in the polls', alt: 'a#b' } },
    });
  });
});

describe('one-line texts in front matter', () => {
  test.each([
    ['subject', 'Voters put the economy #1 in a new poll'],
    ['subject', '#1 in the polls'],
    ['headline', 'Scoop: harbor bill heads to the floor'],
    ['headline', '"We have put this off," says chairwoman'],
    ['headline', "'Never' again"],
    ['caption', '[Update] talks resume'],
    ['credit', '@noravell'],
    ['dek', 'What comes next:'],
    ['alt', 'a#b'],
    ['headline', 'It’s “over”, and: so what?'],
  ])('%s: %s is taken as typed', (key, text) => {
    const { frontMatter } = value(front(`${key}: ${text}`));
    expect(frontMatter).toEqual({ [key]: text });
  });

  test.each(['\u00A0', ' \u00A0', '\u00A0 ', '\u202F', '\u3000'])(
    'may follow its key after the space of a word processor: %j',
    (space) => {
      const { frontMatter } = value(front(`subject:${space}The vote is #1 today`));
      expect(frontMatter.subject).toBe('The vote is #1 today');
    },
  );

  test('key points are taken as typed', () => {
    const lines = [
      'keyPoints:',
      '  - Team is #1 again',
      '  - "Never," she said',
      '  - Next: talks',
    ];
    const points = ['Team is #1 again', '"Never," she said', 'Next: talks'];
    expect(value(front(...lines)).frontMatter).toEqual({ keyPoints: points });
  });

  test('a quoted text, a block text and a text on two lines are YAML as before', () => {
    const lines = [
      'subject: "A: b" # checked',
      'alt: >-',
      '  One',
      '  two',
      'caption: One',
      '  two',
    ];
    expect(value(front(...lines)).frontMatter).toEqual({
      ...{ subject: 'A: b', alt: 'One two', caption: 'One two' },
    });
  });
});

describe('front matter that says a part is not there', () => {
  test('a key with "none" is not set, and is returned', () => {
    const { frontMatter, none } = value(front('section: none', 'headline: Talks'));
    expect(frontMatter).toEqual({ headline: 'Talks' });
    expect([...none]).toEqual(['section']);
  });

  test('"section: none" makes the first line the headline', () => {
    const lines = ['Budget Deal', '', 'Members vote on harbors after months', '', STORY];
    expect(article(...lines).section).toBe('Budget Deal');
    const parsed = article('---', 'section: none', '---', ...lines);
    expect(parsed.section).toBeUndefined();
    expect(parsed.headline).toBe('Budget Deal');
  });

  test('"byline: none" and "keyPoints: none" leave such lines in the story', () => {
    const lines = ['A headline of five words', '', 'By Jane Doe', '', '• One', '• Two', '', STORY];
    const { byline, keyPoints, blocks } = article(
      ...['---', 'byline: none', 'keyPoints: none', '---', ...lines],
    );
    expect([byline, keyPoints]).toEqual([undefined, []]);
    expect(blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'list', 'paragraph']);
  });
});

describe('a part of the text that front matter sets as well', () => {
  const replaced = (key: string, lines: readonly string[]) => {
    const text = ['---', key, '---', ...lines].join('\n');
    const { leftOut, article: parsed } = value(parse(text));
    return { parsed, leftOut: leftOut.map(({ line, text: left, reason }) => [line, left, reason]) };
  };
  const head = 'A headline of five words';
  const by = (name: string) => `replaced by "${name}" in the front matter`;

  test('is left out aloud: byline, section, dateline, key points and contributors', () => {
    expect(replaced('byline: By Ida Brand', [head, '', 'By Jane Doe', '', STORY]).leftOut).toEqual([
      [6, 'By Jane Doe', by('byline')],
    ]);
    expect(replaced('section: World', ['Politics', '', head, '', STORY]).leftOut).toEqual([
      [4, 'Politics', by('section')],
    ]);
    expect(replaced('dateline: KYIV', [head, '', `ROME — ${STORY}`]).leftOut).toEqual([
      [6, 'ROME', by('dateline')],
    ]);
    expect(replaced('keyPoints: [One]', [head, '', '• Two', '', STORY]).leftOut).toEqual([
      [6, '• Two', by('keyPoints')],
    ]);
    const credits = [head, '', STORY, '', 'Reporting by Jane Doe'];
    expect(replaced('contributors: [Ida Brand]', credits).leftOut).toEqual([
      [8, 'Reporting by Jane Doe', by('contributors')],
    ]);
  });

  test('a list and prose that are not the same part stay in the story', () => {
    const lines = [
      'What a morning in Washington it is:',
      '',
      STORY,
      '',
      'What to know',
      '',
      '• One',
    ];
    const { parsed, leftOut } = replaced(`headline: ${head}`, lines);
    expect(leftOut).toEqual([]);
    expect(parsed.blocks.map(({ kind }) => kind)).toEqual([
      ...['paragraph', 'paragraph', 'heading', 'list'],
    ]);
    const listed = replaced('keyPoints: [One]', [head, '', STORY, '', '• Two', '• Three']);
    expect(listed.leftOut).toEqual([]);
    expect(listed.parsed.blocks).toHaveLength(2);
  });
});

describe('splitting front matter from a text', () => {
  test('a text without front matter is unchanged', () => {
    expect(value(split('Head', '', 'Body'))).toEqual({
      frontMatter: {},
      none: new Set(),
      keyLines: {},
      body: 'Head\n\nBody',
      bodyLine: 1,
    });
  });

  test('the line on which the body starts is returned', () => {
    const { frontMatter, body, bodyLine } = value(split('---', 'section: World', '---', 'Head'));
    expect(frontMatter).toEqual({ section: 'World' });
    expect(body).toBe('Head');
    expect(bodyLine).toBe(4);
  });

  test.each([
    ['no lines', []],
    ['a comment', ['# nothing yet']],
    ['empty lines', ['', '']],
  ])('front matter that consists of %s is empty', (_, lines) => {
    expect(value(front(...lines)).frontMatter).toEqual({});
  });

  test('three dots end front matter', () => {
    expect(value(split('---', 'section: World', '...', 'Head')).body).toBe('Head');
  });

  test('a rule further down is not front matter', () => {
    expect(value(split('Head', '', '---', 'section: World', '---')).frontMatter).toEqual({});
  });

  test('a rule as the first line is no front matter if no key follows', () => {
    const { frontMatter, body } = value(split('---', '', '# Head', '', STORY));
    expect(frontMatter).toEqual({});
    expect(body).toContain('# Head');
  });

  test('front matter with CRLF and a byte order mark is parsed', () => {
    const source = `\ufeff---\r\nsection: World\r\n---\r\nA headline of five words\r\n\r\n${STORY}\r\n`;
    expect(value(parse(source)).article).toMatchObject({
      section: 'World',
      headline: 'A headline of five words',
      lines: { headline: 4 },
    });
  });
});

describe('the values that front matter sets', () => {
  test('front matter sets and overrides the values of the text', () => {
    const parsed = value(
      parse(
        [
          '---',
          'section: World',
          'headline: A better headline',
          'keyPoints: [One., Two.]',
          'image: https://example.com/a.jpg',
          'alt: A bridge',
          'caption: A bridge in the fog.',
          'credit: Jane Doe',
          'byline: By Jane Doe',
          'dateline: KYIV',
          'subject: Short',
          'preheader: Why it matters',
          'date: 2023-06-15',
          'source: https://example.com/story',
          '---',
          'Politics',
          '',
          'A headline of five words',
          '',
          'Key Points',
          '• Three.',
          '',
          `WASHINGTON — ${STORY}`,
        ].join('\n'),
      ),
    );
    expect(parsed.article).toMatchObject({
      section: 'World',
      headline: 'A better headline',
      keyPoints: [richText('One.'), richText('Two.')],
      image: {
        source: 'https://example.com/a.jpg',
        alt: 'A bridge',
        caption: 'A bridge in the fog.',
        credit: 'Jane Doe',
      },
      byline: 'By Jane Doe',
      dateline: 'KYIV',
      url: 'https://example.com/story',
      blocks: [{ kind: 'paragraph', text: richText(STORY) }],
    });
    expect(parsed.settings).toEqual({
      subject: 'Short',
      preheader: 'Why it matters',
      date: '2023-06-15',
    });
  });

  test('the URL of the picture is added to the caption from the text', () => {
    const { image } = article(
      '---',
      'image: https://example.com/a.jpg',
      '---',
      'A headline of five words',
      '',
      'A bridge in the fog.',
      'Jane Doe | Pool | Reuters',
      '',
      STORY,
    );
    expect(image).toEqual({
      source: 'https://example.com/a.jpg',
      caption: 'A bridge in the fog.',
      credit: 'Jane Doe | Pool | Reuters',
    });
  });

  test('a picture file next to the article is returned with its line', () => {
    const { image, lines } = article(
      '---',
      'alt: A bridge',
      'image: pictures/bridge.jpg',
      '---',
      'A headline of five words',
      '',
      STORY,
    );
    expect(image).toEqual({ file: 'pictures/bridge.jpg', alt: 'A bridge' });
    expect(lines.image).toBe(3);
  });

  test('the size of a picture on the web is taken from front matter', () => {
    const { image } = article(
      '---',
      'image: https://example.com/a.jpg',
      'imageWidth: 1200',
      'imageHeight: 800',
      '---',
      'A headline of five words',
      '',
      STORY,
    );
    expect(image).toEqual({ source: 'https://example.com/a.jpg', width: 1200, height: 800 });
  });

  test('if the headline is in front matter, the first paragraph of the story is kept', () => {
    const opening = 'Talks between the two sides will resume on Monday.';
    const { headline, blocks } = article(
      '---',
      'headline: Talks to resume',
      '---',
      opening,
      '',
      STORY,
    );
    expect(headline).toBe('Talks to resume');
    expect(blocks).toMatchObject([{ text: richText(opening) }, { text: richText(STORY) }]);
  });

  test('a story can be one short paragraph if the headline is in front matter', () => {
    const { blocks } = article('---', 'headline: Talks to resume', '---', 'They did, on Monday.');
    expect(blocks).toMatchObject([{ text: richText('They did, on Monday.') }]);
  });

  test('markup and script URLs stay plain text', () => {
    const script = '<script>alert(1)</script> javascript:alert(1)';
    const keys = ['section', 'headline', 'alt', 'caption', 'credit', 'byline', 'dateline'];
    const { article: parsed, settings } = value(
      parse(
        [
          '---',
          ...keys.map((key) => `${key}: "${script}"`),
          `keyPoints: ["${script}"]`,
          `subject: "${script}"`,
          `preheader: "${script}"`,
          '---',
          'Head',
          '',
          STORY,
        ].join('\n'),
      ),
    );
    const { section, headline, image, byline, dateline, keyPoints } = parsed;
    const texts = [
      section,
      headline,
      byline,
      dateline,
      ...keyPoints.map(plainText),
      settings.subject,
    ];
    expect([...texts, settings.preheader, image?.alt, image?.caption, image?.credit]).toEqual(
      Array.from({ length: 10 }, () => script),
    );
  });
});
