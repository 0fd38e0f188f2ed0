import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { readHtml } from '../../../src/article/html/read-html.ts';
import { told } from '../../support/told.ts';
import { wordsOfHtml, wordsOfReading } from './words.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'html');
const URL = 'https://news.example.com/2023/06/14/harbor';

const pages = globSync('*.html', { cwd: FOLDER }).map((file) => basename(file, '.html'));

test.each(pages)('the page %s is read as its answer says', async (name) => {
  const result = readHtml(readFileSync(join(FOLDER, `${name}.html`)), { url: URL });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { warnings, canonical, pictures } = result.value;
  const lines = [
    ...told(result.value),
    ...warnings.map(({ code, actual, expected }) =>
      `warning: ${code} ${actual ?? ''} ${expected ?? ''}`.trim(),
    ),
    ...(canonical === undefined ? [] : [`canonical: ${canonical}`]),
    `pictures: ${pictures.length}`,
  ];
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(join(FOLDER, `${name}.txt`));
});

test.each(pages)('no letter of the page %s is lost', (name) => {
  const html = readFileSync(join(FOLDER, `${name}.html`), 'utf8');
  const result = readHtml(html, { url: URL });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const read = lettersOf(wordsOfReading(result.value));
  const lost = Array.from(lettersOf(wordsOfHtml(html))).filter(
    ([letter, count]) => count > (read.get(letter) ?? 0),
  );
  // The bullets of lists that Word pasted are typed: "o".
  expect(lost.filter(([letter]) => name !== 'word-paste' || letter !== 'o')).toEqual([]);
});

/** Words that only a style keeps apart have no space between them: letters are counted. */
function lettersOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const letter of words.join('').replace(/\d/g, ''))
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}
