import { expect, test } from 'vitest';
import { readHtml } from '../../../src/article/html/read-html.ts';
import { UserError } from '../../../src/base/user-error.ts';
import { told } from '../../support/told.ts';

const PROSE =
  'The House transport committee voted 31 to 22 on Wednesday to send a bill to the floor.';
const LONG = Array(4).fill(PROSE).join(' ');
const PAGE = `<html><body><article><h1>Another story</h1><p>${LONG}</p></article>
<main><div class="story"><h1>Harbor bill advances</h1><p>${PROSE}</p><div class="extra"><p>Win a boat.</p></div><p>It failed.</p></div></main></body></html>`;

test('the rules of a site say where its story is, and what does not belong to it', () => {
  const site = { article: 'main .story', drop: ['.extra'] };
  const result = readHtml(PAGE, { site });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(told(result.value)).toEqual([
    'headline: Harbor bill advances',
    PROSE,
    'It failed.',
    'left out: Another story (outside the story)',
    `left out: ${LONG} (outside the story)`,
    'left out: Win a boat. (the settings of the site leave it out)',
  ]);
});

test('a rule that finds nothing on a page leaves the page to be read by its form', () => {
  const result = readHtml(PAGE, { site: { article: '.gone', drop: [] } });
  expect(result).toMatchObject({ ok: true, value: { article: { headline: 'Another story' } } });
});

test('a rule that is no CSS selector is a mistake with its remedy', () => {
  const read = () => readHtml(PAGE, { site: { article: 'main >> [', drop: [] } });
  expect(read).toThrow(UserError);
});
