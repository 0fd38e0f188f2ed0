import { describe, expect, test } from 'vitest';
import { readHtml } from '../../../src/article/html/read-html.ts';

const PROSE =
  'The House transport committee voted 31 to 22 on Wednesday to send a bill to the floor. ';

function fault(html: string): string {
  const result = readHtml(html);
  const [first] = result.problems;
  return result.ok ? 'it was read' : `${first?.code ?? ''} ${first?.detail ?? first?.actual ?? ''}`;
}

/** On a busy machine; alone, each takes a fraction of it. */
const SECONDS = 20;

describe('a page that is too much is refused with one clear error', () => {
  test.each([
    ['more than 5 MB', 'a'.repeat(5_000_001), 'source/too-large 5,000.0 KB'],
    [
      '1.6 million elements',
      '<b>'.repeat(1_600_000),
      'source/too-complex more than 20,000 elements',
    ],
    ['19,000 levels', '<div>'.repeat(19_000), 'source/too-complex more than 200 levels'],
    [
      '5 million signs',
      '<'.repeat(4_900_000),
      'source/too-complex more than 200,000 tags and entities',
    ],
    [
      'entities only',
      '&amp;'.repeat(900_000),
      'source/too-complex more than 200,000 tags and entities',
    ],
    ['scripts without an end', '<script '.repeat(600_000), 'source/no-story '],
    ['comments without an end', '<!-- '.repeat(900_000), 'source/no-story '],
    [
      'JSON without an end',
      `<script type="application/ld+json">${'[{"a":'.repeat(700_000)}</script>`,
      'source/no-story ',
    ],
    ['nothing', '', 'source/no-story '],
  ])('%s', (_, html, message) => {
    const began = performance.now();
    expect(fault(html)).toBe(message);
    expect(performance.now() - began).toBeLessThan(SECONDS * 1000);
  });
});

describe('a large page is read in bounded time', () => {
  test.each([
    [
      '5 MB of paragraphs',
      `<article><h1>Talks</h1>${`<p>${PROSE.repeat(10)}</p>`.repeat(5500)}</article>`,
    ],
    ['5 MB in one paragraph', `<article><h1>Talks</h1><p>${PROSE.repeat(56_000)}</p></article>`],
    [
      '2 million classes',
      `<article><h1>Talks</h1><p class="${'a '.repeat(2_000_000)}">${PROSE}</p></article>`,
    ],
    [
      '5 MB of a picture',
      `<article><h1>Talks</h1><p>${PROSE}</p><img src="data:image/png;base64,${'A'.repeat(4_800_000)}"></article>`,
    ],
    [
      'a caption of 5 MB',
      `<article><h1>Talks</h1><p>${PROSE}</p><figure><img src="https://a.example/a.png"><figcaption>${'Photo: ('.repeat(600_000)}</figcaption></figure></article>`,
    ],
    [
      '150 nested lists',
      `<article><h1>Talks</h1><p>${PROSE}</p>${'<ul><li>a'.repeat(90)}</article>`,
    ],
    [
      '9,000 quotes',
      `<article><h1>Talks</h1>${`<blockquote>${PROSE}</blockquote>`.repeat(9000)}</article>`,
    ],
  ])('%s', (_, html) => {
    const began = performance.now();
    expect(fault(html)).toBe('it was read');
    expect(performance.now() - began).toBeLessThan(SECONDS * 1000);
  });
});
