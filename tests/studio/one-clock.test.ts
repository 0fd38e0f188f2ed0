/** Every time on a page is in the newsletter's time zone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseHTML } from 'linkedom';
import { pagesOf } from './crawl.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';

/** Of the sample newsletter. */
const ZONE = 'America/New_York';

let room: Newsroom;
beforeAll(async () => {
  room = await openNewsroom();
  await room.subscribe([{ email: 'ada@example.com', attributes: {} }]);
  await room.suppress('ben@example.com');
  await room.maildir.deliver(Buffer.from('To: ada@example.com\r\nSubject: Hello\r\n\r\nHi.\r\n'));
  await room.send(['accepted', 'rejected', 'unknown']);
});
afterAll(() => room.close());

const local = (at: string) => {
  const style = { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-US', style).format(new Date(at));
};

test('every page shows each time in the zone of the newsletter, whatever that of the machine', async () => {
  const get = async (path: string) => (await room.get(path)).text;
  let times = 0;
  for await (const [path, text] of pagesOf(get, ['/', `/editions/${ID}/report/`])) {
    const { document } = parseHTML(text);
    for (const time of document.querySelectorAll('time[datetime*="T"]')) {
      const clock = /\b\d\d:\d\d\b/.exec(time.textContent)?.[0];
      if (clock === undefined) continue;
      times++;
      expect([path, clock]).toEqual([path, local(time.getAttribute('datetime') ?? '')]);
    }
  }
  expect(times).toBeGreaterThan(5);
});
