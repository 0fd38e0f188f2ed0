import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitCrop, withCrop } from '../../src/article/crop.ts';
import { writeMarkdown } from '../../src/article/markdown/write.ts';
import { parseArticle } from '../../src/article/parse.ts';
import { describe as inWords } from '../../src/base/problem.ts';

const STORY = 'The committee voted on Wednesday to send the bill to the floor.';
const CROP = { unit: 'percent', x: 10, y: 0, width: 80, height: 60 } as const;

const read = (text: string) => parseArticle(Buffer.from(text), 'content/2023-06-14-a.md');
function articleOf(text: string) {
  const result = read(text);
  if (!result.ok) throw new Error(result.problems.map((each) => inWords(each).finding).join());
  return result.value.article;
}

describe('the crop behind a file name', () => {
  test.each([
    ['a.jpg#xywh=percent:10,0,80,60', { file: 'a.jpg', crop: CROP }],
    ['a b.jpg#XYWH=Percent:10,0,80,60', { file: 'a b.jpg', crop: CROP }],
    [
      'a.jpg#xywh=percent:33.3,0,66.7,100',
      { file: 'a.jpg', crop: { ...CROP, x: 33.3, width: 66.7, height: 100 } },
    ],
    ['a.jpg#xywh=10,0,80,60', { file: 'a.jpg', crop: { ...CROP, unit: 'pixel' } }],
    ['a.jpg#xywh=pixel:10,0,80,60', { file: 'a.jpg', crop: { ...CROP, unit: 'pixel' } }],
    ['photo #1.jpg', { file: 'photo #1.jpg' }],
    ['photo#1.jpg#xywh=percent:10,0,80,60', { file: 'photo#1.jpg', crop: CROP }],
    ['a.jpg#t=10', { file: 'a.jpg#t=10' }],
  ])('%s is read', (path, expected) => {
    expect(splitCrop(path)).toEqual(expected);
  });

  test.each([
    ['a.jpg#xywh=', "can't be read"],
    ['a.jpg#xywh=percent:10,0,80', "can't be read"],
    ['a.jpg#xywh=percent:-10,0,80,60', "can't be read"],
    ['a.jpg#xywh=percent:1e9,0,80,60', "can't be read"],
    ['a.jpg#xywh=percent:NaN,0,80,60', "can't be read"],
    ['a.jpg#xywh=percent:10,0,80,60,5', "can't be read"],
    ['a.jpg#xywh=percent:10,0,80,60#xywh=1,1,1,1', "can't be read"],
    [`a.jpg#xywh=${'9,'.repeat(10_000)}`, "can't be read"],
    ['a.jpg#xywh=percent:10,0,0,60', 'is empty'],
    ['a.jpg#xywh=percent:50,0,60,60', 'reaches beyond the picture'],
    ['a.jpg#xywh=percent:0,50,60,60', 'reaches beyond the picture'],
  ])('%.60s is a fault', (path, words) => {
    const split = splitCrop(path);
    expect('fault' in split && split.fault).toContain(words);
    expect('fault' in split && split.fault.length).toBeLessThan(120);
  });

  test('is read as it was written, whatever the numbers', () => {
    const part = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 100 }));
    fc.assert(
      fc.property(part, part, ([x, w], [y, h]) => {
        const [width, height] = [Math.min(w, 100 - x), Math.min(h, 100 - y)];
        const crop = { unit: 'percent', x, y, width, height } as const;
        expect(splitCrop(withCrop('a.jpg', crop))).toEqual({ file: 'a.jpg', crop });
      }),
    );
  });
});

describe('the crop of a picture in an article', () => {
  test('is read from front matter and from the text', () => {
    const { image, blocks } = articleOf(
      `---\nimage: a b.jpg#xywh=percent:10,0,80,60\nalt: Ships\n---\n\n# The bill\n\n${STORY}\n\n![A dredger](c%20d.jpg#xywh=percent:10,0,80,60)\n`,
    );
    expect(image).toEqual({ file: 'a b.jpg', crop: CROP, alt: 'Ships' });
    expect(blocks[1]).toMatchObject({ image: { file: 'c d.jpg', crop: CROP, alt: 'A dredger' } });
  });

  test('and its decorative pictures stay when the article is written as Markdown', () => {
    const article = articleOf(
      `---\nimage: a.jpg#xywh=percent:10,0,80,60\nalt: none\n---\n\n# The bill\n\n${STORY}\n\n![none](c.jpg#xywh=percent:10,0,80,60)\n`,
    );
    expect(article.image).toEqual({ file: 'a.jpg', crop: CROP, alt: '' });
    const again = articleOf(writeMarkdown(article));
    expect(again.image).toEqual(article.image);
    expect(again.blocks[1]).toMatchObject({ image: { file: 'c.jpg', crop: CROP, alt: '' } });
  });

  test.each([
    ['a.jpg#xywh=percent:50,0,80,60', 'reaches beyond the picture'],
    ['a.jpg#xywh=50', "can't be read"],
    ['https://example.com/a.jpg#xywh=percent:10,0,80,60', 'on the web'],
  ])('%s is an error with its line, in both places', (path, words) => {
    const front = read(
      `---\nsection: News\nimage: ${path}\nalt: A\n---\n\n# The bill\n\n${STORY}\n`,
    );
    expect(front).toMatchObject({
      ok: false,
      problems: [{ code: 'article/front-matter', place: { line: 3 } }],
    });
    const text = read(`# The bill\n\n${STORY}\n\n![A](${path})\n`);
    expect(text).toMatchObject({
      ok: false,
      problems: [{ code: 'article/picture-crop', place: { line: 5 } }],
    });
    for (const { problems } of [front, text]) {
      expect(problems.map((each) => inWords(each).finding).join()).toContain(words);
    }
  });

  test('"alt: none" without a picture makes none', () => {
    expect(articleOf(`---\nalt: none\n---\n\n# The bill\n\n${STORY}\n`).image).toBeUndefined();
  });
});
