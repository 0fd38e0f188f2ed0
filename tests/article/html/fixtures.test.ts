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

test.each(pages)('no word of the page %s is lost', (name) => {
  const html = readFileSync(join(FOLDER, `${name}.html`), 'utf8');
  const result = readHtml(html, { url: URL });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const left = [...wordsOfReading(result.value)];
  const lost = wordsOfHtml(html).filter((word) => {
    const at = left.indexOf(word);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  // The label of a note is in the text of the page too, and numbers of a list are only its start.
  expect(lost.filter((word) => !/^\d$|^o$/.test(word))).toEqual([]);
});
