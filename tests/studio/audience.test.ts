import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
  const config = room.path('broadsheet.config.ts');
  const segments = "segments: { berlin: { attribute: 'city', is: 'Berlin' } },";
  writeFileSync(config, readFileSync(config, 'utf8').replace(/\}\);\s*$/, `  ${segments}\n});\n`));
  const text = readFileSync(room.path(`content/${ID}.txt`), 'utf8');
  room.write(ID, `---\naudience: berlin\n---\n${text}`);
});
afterEach(() => room.close());

/** The text of a page, without its tags and with single spaces. */
async function textOf(path: string): Promise<string> {
  const { text } = await room.get(path);
  return text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

const PAGES = [`/editions/${ID}/nobody/?wait`, `/editions/${ID}/summary.html`];

test('the front page and the page of an edition say how many get it, and why others do not', async () => {
  for (const page of PAGES) expect(await textOf(page), 'an empty list').not.toContain('of berlin');
  await room.subscribe([
    { email: 'ada@example.com', attributes: { city: 'berlin' } },
    { email: 'bob@example.com', attributes: { city: 'Berlin' } },
    { email: 'eve@example.com', attributes: { city: 'Rome' } },
  ]);
  await room.suppress('bob@example.com');
  for (const page of PAGES) {
    expect(await textOf(page)).toContain(
      'for 1 subscriber of berlin; left out: 1 suppressed (by hand), 1 not in the segment',
    );
  }
});

test('a run and its report name the audience', async () => {
  await room.send(['accepted', 'accepted'], undefined, 'berlin');
  for (const page of PAGES) {
    expect(await textOf(page)).toContain('to 2 subscribers of berlin');
    expect(await textOf(page)).not.toContain('; left out:');
  }
  expect(await textOf(`/editions/${ID}/report/`)).toContain('Audience: berlin');
});
