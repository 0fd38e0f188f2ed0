/** The checks look inside the links, tables and notes of a story as they look at its paragraphs. */
import { describe, expect, test } from 'vitest';
import type { Article, Block } from '../../../src/article/article.ts';
import type { Inline } from '../../../src/article/rich-text.ts';
import { checkLetter } from '../../../src/check/check.ts';
import { checkCharacters } from '../../../src/check/checks/characters.ts';
import { checkLeftover } from '../../../src/check/checks/leftover.ts';
import { checkLinks } from '../../../src/check/checks/links.ts';
import { checkLinkName } from '../../../src/check/checks/link-name.ts';
import { checkMarkup } from '../../../src/check/checks/markup.ts';
import { checkOrder } from '../../../src/check/checks/order.ts';
import { checkStory } from '../../../src/check/checks/story.ts';
import { checkTextPart } from '../../../src/check/checks/text-part.ts';
import { checkTypeSize } from '../../../src/check/checks/type-size.ts';
import { parseLetter, type Check } from '../../../src/check/parsed-letter.ts';
import { code, emphasis, link, note, rich, RICH_STORY } from '../../support/rich-story.ts';
import { editionWith, sampleConfig } from '../../support/sample.ts';
import { finishedLetter } from './sample-letter.ts';

const paragraph = (line: number, ...parts: readonly (string | Inline)[]): Block => ({
  kind: 'paragraph',
  text: rich(...parts),
  line,
});

async function problemsOf(check: Check, article: Partial<Article>, locale = 'en-US') {
  const letter = await finishedLetter(editionWith(article), sampleConfig({ locale }));
  return check(parseLetter(letter));
}

const FILE = 'content/2023-06-14-blinken-beijing.txt';

describe('links in a story', () => {
  test.each([
    ['https://your-site.com/a', 'link/placeholder'],
    ['https://example.com/TODO', 'link/placeholder'],
    ['javascript:alert(1)', 'link/scheme'],
  ])('a link to %s is reported with its line in the article', async (url, wrong) => {
    const blocks = [paragraph(4, 'One.'), paragraph(7, 'See ', link(url, 'the report'), '.')];
    expect(await problemsOf(checkLinks, { blocks })).toMatchObject([
      { code: wrong, place: { file: FILE, line: 7 } },
    ]);
  });

  test.each([
    ['en-US', 'here'],
    ['de-DE', 'Hier'],
    ['fr-FR', 'cliquez ici'],
    ['es-ES', 'aquí'],
    ['it-IT', 'clicca qui'],
    ['pt-BR', 'clique aqui'],
    ['nl-NL', 'klik hier'],
    ['pl-PL', 'kliknij tutaj'],
    ['uk-UA', 'тут'],
    ['tr-TR', 'buraya tıklayın'],
    ['ar-EG', 'اضغط هنا'],
    ['he-IL', 'כאן'],
    ['ja-JP', 'こちら'],
    ['zh-CN', '点击这里'],
  ])('in %s a link that says only "%s" is reported with its line', async (locale, name) => {
    const blocks = [
      paragraph(9, 'The report is ', link('https://example.com/report', emphasis(name)), '.'),
    ];
    expect(await problemsOf(checkLinkName, { blocks }, locale)).toMatchObject([
      { code: 'html/link-name', place: { file: FILE, line: 9 } },
    ]);
  });

  test('a link in a key point, a cell and a note is found too', async () => {
    const bad = (path: string) => link(`https://example.com/${path}/TODO`, `the ${path}`);
    const found = await problemsOf(checkLinks, {
      keyPoints: [rich(bad('point'))],
      blocks: [
        paragraph(2, 'One', note('n'), '.'),
        { kind: 'table', rows: [[rich(bad('cell'))]], align: ['start'], line: 3 },
        { kind: 'footnote', label: 'n', text: rich(bad('note')), line: 5 },
      ],
    });
    expect(found.map(({ place }) => place?.line)).toEqual([undefined, 3, 5]);
  });

  test('a link to a picture is no image URL of the text part', async () => {
    const blocks = [paragraph(1, 'The ', link('https://example.com/map.png', 'map'), ' shows it.')];
    expect(await problemsOf(checkTextPart, { blocks })).toEqual([]);
    const typed = [paragraph(1, 'The map is https://example.com/map.png today.')];
    expect(await problemsOf(checkTextPart, { blocks: typed })).toHaveLength(1);
  });

  test('an address longer than a line of the text part is not broken and not reported', async () => {
    const url = `https://example.com/${'a-long-path/'.repeat(12)}`;
    const blocks = [paragraph(1, 'The ', link(url, 'page'), '.')];
    expect(await problemsOf(checkTextPart, { blocks })).toEqual([]);
  });
});

describe('words in marked-up text', () => {
  test('a word that the HTML lacks is reported although the words around it are there', async () => {
    const letter = await finishedLetter(
      editionWith({
        blocks: [
          paragraph(1, 'The ', link('https://example.com/a', 'whole'), ' story', note('n'), '.'),
        ],
      }),
    );
    expect(checkStory(parseLetter(letter))).toEqual([]);
    const html = letter.html.replace('>whole</a>', '></a>');
    const text = letter.text.replace('whole', '');
    expect(checkStory(parseLetter({ ...letter, html, text })).map(({ detail }) => detail)).toEqual([
      'the HTML lacks "The whole story."',
      'the text lacks "The whole story."',
    ]);
  });

  test('a dek that is in the hidden preheader only is reported', async () => {
    const dek = 'A line of forty characters or more, as a preheader is.';
    const letter = await finishedLetter({ ...editionWith({ dek }), preheader: dek });
    const html = letter.html.replace(/<p class="dek"[^>]*>[^<]*<\/p>/, '');
    expect(html).toContain(dek);
    expect(checkStory(parseLetter({ ...letter, html }))).toMatchObject([
      { code: 'letter/story-lost', detail: `the HTML lacks "${dek}"` },
    ]);
  });

  test('a story that is cut off in a cell of a table is reported', async () => {
    const letter = await finishedLetter(editionWith({ blocks: RICH_STORY.blocks }));
    const html = letter.html.replace('61.5 %', '');
    expect(checkStory(parseLetter({ ...letter, html }))).toMatchObject([
      { detail: 'the HTML lacks "61.5 %"' },
    ]);
  });

  test('code may contain what markup of another format would be elsewhere', async () => {
    const blocks = [paragraph(1, 'The tag ', code('<b>'), ' and ', code('&amp;'), ' are bold.')];
    expect(await problemsOf(checkMarkup, { blocks })).toEqual([]);
    expect(await problemsOf(checkMarkup, { blocks: [paragraph(3, 'The tag <b>.')] })).toMatchObject(
      [{ code: 'letter/markup', place: { line: 3 } }],
    );
  });

  test('a damaged character is found in a dek, a name, an attribution, a cell and a note', async () => {
    const found = await problemsOf(checkCharacters, {
      dek: 'CafÃ© one',
      authors: ['JosÃ© two'],
      contributors: ['By ZoÃ« three'],
      blocks: [
        paragraph(1, 'x', note('n')),
        { kind: 'quote', paragraphs: [rich('y')], attribution: 'RenÃ© four', line: 2 },
        { kind: 'table', rows: [[rich('cafÃ© five')]], align: ['start'], line: 3 },
      ],
    });
    expect(found).toHaveLength(5);
  });

  test('a value that a program left is found after the same word of a story or a URL', async () => {
    const article = {
      blocks: [paragraph(1, 'It is ', link('https://example.com/undefined', 'undefined'), '.')],
    };
    expect(await problemsOf(checkLeftover, article)).toEqual([]);
    const letter = await finishedLetter(editionWith(article));
    const text = `${letter.text}\n[object Object]\n`;
    expect(checkLeftover(parseLetter({ ...letter, text }))).toHaveLength(1);
  });

  test('the codes in the columns of a table are not shouted', async () => {
    const header = ['TEAM', 'GP', 'PTS', 'REB', 'AST'].map((each) => rich(each));
    const blocks: readonly Block[] = [
      { kind: 'table', header, rows: [header], align: header.map(() => 'end'), line: 1 },
    ];
    expect(await problemsOf(checkTextPart, { blocks })).toEqual([]);
  });

  test('the order is right when a footnote is referred to in the first paragraph', async () => {
    const article: Partial<Article> = {
      blocks: [
        paragraph(1, 'The council', note('n'), ' has decided to keep the boats.'),
        { kind: 'footnote', label: 'n', text: rich('Of North Harbour.'), line: 2 },
      ],
    };
    expect(await problemsOf(checkOrder, article)).toEqual([]);
  });

  test('a paragraph with a footnote in its middle counts as running text', async () => {
    const letter = await finishedLetter(
      editionWith({
        blocks: [
          paragraph(1, 'The council', note('n'), ' has decided to keep the boats.'),
          { kind: 'footnote', label: 'n', text: rich('Of North Harbour.'), line: 2 },
        ],
      }),
    );
    const html = letter.html.replace(
      /(<p style="[^"]*)("><span class="dateline")/,
      '$1;font-size:15px$2',
    );
    expect(html).not.toBe(letter.html);
    expect(checkTypeSize(parseLetter({ ...letter, html }))).toMatchObject([
      { actual: '15 px', expected: 'at least 16 px' },
    ]);
  });

  test('numbers at the end of their column are no fault of alignment', async () => {
    const letter = await finishedLetter(editionWith({ blocks: RICH_STORY.blocks }));
    expect(checkLetter(letter).filter(({ code: found }) => found === 'html/alignment')).toEqual([]);
  });
});
