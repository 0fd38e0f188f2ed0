/** What a browser on another device sees of a studio that was started without --write. */
import { beforeAll, afterAll, expect, test } from 'vitest';
import { pagesOf } from './crawl.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

let room: Newsroom;
beforeAll(async () => {
  room = await openNewsroom();
  await room.subscribe([{ email: 'ada@example.com', attributes: {} }]);
  room.write('2023-06-15-broken', 'Headline\n\nimage: missing.jpg\n');
  await room.maildir.deliver(Buffer.from('To: ada@example.com\r\nSubject: Hello\r\n\r\nHi.\r\n'));
  await room.send(['accepted', 'rejected', 'unknown']);
});
afterAll(() => room.close());

const elsewhere = {
  incoming: { socket: { remoteAddress: '192.0.2.7', localAddress: '192.0.2.1' } },
};
const look = async (path: string) => {
  const headers = { host: 'localhost' };
  const answer = await room.app.request(`http://localhost${path}`, { headers }, elsewhere);
  return { status: answer.status, text: await answer.text() };
};
/** All that a page offers by which something is changed. */
function offersOf(text: string): readonly string[] {
  const forms = Array.from(text.matchAll(/<form\b[^>]*method="post"[^>]*>/g), ([form]) => form);
  const looking = /action="(?:[./]*search|addresses[^"/]*)"/;
  const buttons = text.match(/<[^>]*\sdata-(?:open-file|new|dialog)\b[^>]*>/g) ?? [];
  return [...forms.filter((form) => !looking.test(form)), ...buttons];
}

test('from another device, no page offers what is refused there', async () => {
  const get = async (path: string) => {
    const { status, text } = await look(path);
    if (status === 302) return '';
    expect([path, status]).toEqual([path, 200]);
    return text;
  };
  const pages: string[] = [];
  for await (const [path, text] of pagesOf(get, ['/', `/editions/${ID}/report/`])) {
    expect([path, offersOf(text)]).toEqual([path, []]);
    expect(text).toContain('class="only-looking"');
    pages.push(path);
  }
  for (const part of [`/editions/${ID}/nobody/`, '/readers/list/', '/mailbox/', '/problems/'])
    expect(pages.some((path) => path.startsWith(part))).toBe(true);
  // On this machine, the same pages offer something.
  const here = (await room.get('/')).text;
  expect(here).not.toContain('class="only-looking"');
  expect(offersOf(here)).not.toEqual([]);
  expect(offersOf((await room.get(`/editions/${ID}/nobody/`)).text)).not.toEqual([]);
});

test('from another device, a page that is nothing but a form says where to open it', async () => {
  for (const path of ['/new/', '/readers/add/']) {
    const { status, text } = await look(path);
    expect([path, status, offersOf(text)]).toEqual([path, 403, []]);
    expect(text).toContain('This page is for writing');
    expect((await room.get(path)).status).toBe(200);
  }
});

test('from another device, nobody sees what was typed and could not be saved', async () => {
  const write = `/editions/${ID}/write/`;
  const typed = { base: 'any version', body: 'Typed, and not saved.' };
  expect((await room.post(write, typed)).status).toBe(409);
  const list = `${write}kept/?story=0`;
  const listed = (await room.get(list)).text;
  const [, name = ''] =
    /href="([^"]+)\/\?story=0"/.exec(listed.slice(listed.indexOf('<table'))) ?? [];
  const text = `${write}kept/${name}/?story=0`;
  expect((await room.get(text)).text).toContain('Typed, and not saved.');
  for (const path of [list, text, `${write}kept/`]) {
    const seen = await look(path);
    expect([path, seen.status]).toEqual([path, 403]);
    expect(seen.text).not.toContain('Typed, and not saved.');
  }
});
