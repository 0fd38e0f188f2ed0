import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNewsroom, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

let room: Newsroom;
beforeAll(async () => {
  room = await openNewsroom();
  for (let day = 1; day <= 28; day++) {
    const date = `2023-05-${String(day).padStart(2, '0')}`;
    room.write(
      `${date}-may`,
      `Politics\n\nThe news of May ${day}\n\nWASHINGTON — It was May ${day}.\n`,
    );
  }
  room.write('2022-12-31-broken', 'A headline without a story\n');
});
afterAll(() => room.close());

const rowsOf = (markup: string) =>
  Array.from(markup.matchAll(/ id="edition-([^"]+)"/g), ([, id = '']) => id);

test('the front page shows the newest editions with their subjects before any is built, and the months', async () => {
  const { text } = await room.get('/');
  expect(rowsOf(text)).toHaveLength(14);
  expect(rowsOf(text)[0]).toBe('2023-06-14-blinken-beijing');
  expect(wordsOf(text)).toContain('The news of May 28');
  expect(wordsOf(text)).toContain('Jun 1 May 28 All of 2023 2022 1 edition Dec 1');
});

test('the page of a month shows its editions, newest first, and no others', async () => {
  const { text } = await room.get('/?month=2023-05');
  expect(rowsOf(text)).toHaveLength(28);
  expect(rowsOf(text)[27]).toBe('2023-05-01-may');
  expect(text).toMatch(
    /href="\?month=2023-05"\s+aria-label="May 2023, 28 editions"\s+aria-current="page"/,
  );
});

test('the page of a year has the subject of each edition, and the id of one that cannot be read', async () => {
  expect(wordsOf((await room.get('/?year=2023')).text)).toContain('May 9 The news of May 9');
  expect(wordsOf((await room.get('/?year=2022')).text)).toContain('Dec 31 2022-12-31-broken');
});

test.each(['?month=2023-13', '?month=<b>', '?year=99999', '?month=__proto__', '?before=nothing'])(
  'the front page shows the newest editions for %s',
  async (query) => {
    expect(rowsOf((await room.get(`/${query}`)).text)).toHaveLength(14);
  },
);

test('a month without editions says so and leads back', async () => {
  const { text } = await room.get('/?month=1999-01');
  expect(wordsOf(text)).toContain('There are no editions of January 1999.');
  expect(text).toContain('href="./"');
});
