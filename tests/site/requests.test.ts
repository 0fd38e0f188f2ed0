/** The links of fresh mails: another address, the reader's data, erasing them. */
import { describe, expect, test } from 'vitest';
import type { RequestPurpose } from '../../src/subscribers/reader.ts';
import { START, useSite } from './site-rig.ts';

const rig = useSite();
let counter = 0;

/** A reader who asked for something, and the path of the link in the mail. */
async function asking(purpose: RequestPurpose, newEmail?: string) {
  const email = `asker${(counter += 1)}@example.net`;
  const id = await rig.add(email);
  const request = await rig.store().readers.ask(id, purpose, newEmail);
  const route = { address: 'a', export: 'e', erase: 'x' }[purpose];
  return { email, id, request, path: `/${route}/${rig.token(request.id, purpose)}` };
}
const send = async (path: string, method = 'POST', headers: Record<string, string> = {}) => {
  const response = await rig.app().request(path, { method, headers });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const knows = async (email: string) => (await rig.store().readers.findByEmail(email)) !== undefined;
const mailsTo = async (email: string) =>
  (await rig.store().query(`select kind from outbox where email = '${email}'`)).map(
    ({ kind }) => kind,
  );

describe('another address', () => {
  test('is used once it was confirmed there, and the address before gets a mail', async () => {
    const { email, id, path } = await asking('address', 'moved@example.org');
    const page = await send(path, 'GET');
    expect(page.text).toContain('m•••@example.org');
    expect(await knows('moved@example.org')).toBe(false);
    const done = await send(path);
    expect(done.status).toBe(200);
    expect(done.text).toMatch(/Done. You now get[\s\S]*m•••@example.org/);
    expect((await rig.store().readers.find(id))?.email).toBe('moved@example.org');
    expect(await mailsTo(email)).toEqual(['address-changed']);
    expect(await mailsTo('moved@example.org')).toEqual([]);
  });

  test('a link that was used does nothing, after the address was changed again too', async () => {
    const { email, id, path } = await asking('address', 'first@example.org');
    await send(path);
    const back = await rig.store().readers.ask(id, 'address', email);
    await send(`/a/${rig.token(back.id, 'address')}`);
    expect((await send(path)).status).toBe(410);
    expect((await rig.store().readers.find(id))?.email).toBe(email);
  });

  test('ends every other link that was asked for before, since it went to another address', async () => {
    const { id, path } = await asking('address', 'right@example.org');
    const typo = await rig.store().readers.ask(id, 'address', 'wrong@example.org');
    const others = [`/a/${rig.token(typo.id, 'address')}`];
    for (const purpose of ['export', 'erase'] as const) {
      const request = await rig.store().readers.ask(id, purpose);
      others.push(`/${purpose === 'export' ? 'e' : 'x'}/${rig.token(request.id, purpose)}`);
    }
    expect((await send(path)).status).toBe(200);
    for (const other of others) expect((await send(other)).status, other).toBe(410);
    expect((await rig.store().readers.find(id))?.email).toBe('right@example.org');
  });

  test.each(['on the list', 'unsubscribed', 'paused', 'suppressed'])(
    'of another reader, %s, can’t be taken over, and the other one stays as they were',
    async (standing) => {
      const other = `other-${standing.replace(/ /g, '-')}@example.org`;
      const otherId = await rig.add(other);
      const { readers, suppressions } = rig.store();
      if (standing === 'unsubscribed') {
        await readers.leave([{ readerId: otherId, how: 'page', agent: 'browser' }]);
      }
      if (standing === 'paused') {
        await readers.choose(
          otherId,
          { pausedUntil: new Date('2026-03-01') },
          { source: 'a test' },
        );
      }
      if (standing === 'suppressed') await suppressions.add(other, 'spam', 'complaint');
      const before = await readers.find(otherId);
      const { email, id, path } = await asking('address', other.toUpperCase());
      const answer = await send(path);
      expect(answer.text).toContain('Nothing was changed');
      expect(await readers.find(otherId)).toEqual(before);
      expect((await readers.find(id))?.email).toBe(email);
      expect(await mailsTo(email)).toEqual([]);
    },
  );

  test('a link works for three days', async () => {
    const { id, path } = await asking('address', 'late@example.org');
    rig.now = new Date(START.getTime() + 73 * 3_600_000);
    expect((await send(path)).status).toBe(410);
    rig.now = new Date(START.getTime() + 71 * 3_600_000);
    expect((await send(path)).status).toBe(200);
    expect((await rig.store().readers.find(id))?.email).toBe('late@example.org');
    rig.now = START;
  });
});

describe('the reader’s data', () => {
  test('is a JSON file with everything, once', async () => {
    const { email, id, path } = await asking('export');
    await rig.store().readers.choose(id, { topics: ['daily'] }, { source: 'a test' });
    const page = await send(path, 'GET');
    expect([page.status, page.text.includes('Download the file')]).toEqual([200, true]);
    const file = await send(path);
    expect(file.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w.-]+\.json"$/,
    );
    expect(file.headers.get('cache-control')).toBe('no-store');
    const data = JSON.parse(file.text) as { profile: object; subscription: object };
    expect(data.profile).toMatchObject({ email });
    expect(data.subscription).toMatchObject({ topics: ['daily'], state: 'active' });
    const again = await send(path);
    expect([again.status, again.text.includes(email)]).toEqual([410, false]);
    expect((await send(path, 'GET')).status).toBe(410);
  });

  test('is not sent to an address that the holder of a letter has just given as theirs', async () => {
    const { id, path } = await asking('address', 'holder@example.org');
    await send(path);
    const ask = () => send(`/p/${rig.token(id, 'reader')}/export`);
    expect((await ask()).text).toContain('The address was changed a short time ago.');
    expect(await mailsTo('holder@example.org')).toEqual([]);
    rig.now = new Date(START.getTime() + 14 * 24 * 3_600_000 + 1);
    expect((await ask()).text).not.toContain('The address was changed');
    expect(await mailsTo('holder@example.org')).toEqual(['export']);
    rig.now = START;
  });

  test('is given to one of two who press the button at the same time', async () => {
    const { path } = await asking('export');
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(path)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array<number>(7).fill(410),
    ]);
  });
});

describe('erasing', () => {
  test('removes the reader once it is confirmed', async () => {
    const { email, path } = await asking('erase');
    const page = await send(path, 'GET');
    expect(page.text).toContain('Yes, erase everything');
    expect(await knows(email)).toBe(true);
    const done = await send(path);
    expect([done.status, done.text.includes('Everything is erased')]).toEqual([200, true]);
    expect(await knows(email)).toBe(false);
    const [rows] = await rig
      .store()
      .query(`select count(*) as count from subscribers where email = '${email}'`);
    expect(Number(rows?.['count'])).toBe(0);
    expect(await mailsTo(email)).toEqual([]);
    expect((await send(path)).status).toBe(410);
  });
});

describe.each([
  ['export', 'e'],
  ['erase', 'x'],
] as const)('a link of %s', (purpose, route) => {
  test('works for an hour', async () => {
    const { email, path } = await asking(purpose);
    rig.now = new Date(START.getTime() + 3_600_001);
    for (const method of ['GET', 'POST']) {
      const answer = await send(path, method);
      expect([answer.status, answer.text.includes('expired or was used')]).toEqual([410, true]);
    }
    expect(await knows(email)).toBe(true);
    rig.now = new Date(START.getTime() + 3_599_000);
    expect((await send(path)).status).toBe(200);
    rig.now = START;
  });

  test('of another purpose, another list, or no request does nothing', async () => {
    const { email, id, request } = await asking(purpose);
    const { readers } = rig.store();
    const address = await readers.ask(id, 'address', 'x@example.org');
    const tokens = [
      rig.token(request.id, 'address'),
      rig.token(request.id, 'reader'),
      rig.token(request.id, purpose === 'erase' ? 'export' : 'erase'),
      rig.token(id),
      rig.token('n'.repeat(22), purpose),
      // Genuine, but its request is about something else.
      rig.token(address.id, purpose),
      'x',
    ];
    for (const token of tokens) {
      expect([404, 410]).toContain((await send(`/${route}/${token}`)).status);
      expect([404, 410]).toContain((await send(`/${route}/${token}`, 'GET')).status);
    }
    expect(await knows(email)).toBe(true);
  });

  test('does nothing if another site’s page sends it', async () => {
    const { email, path } = await asking(purpose);
    const answer = await send(path, 'POST', { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(403);
    expect(await knows(email)).toBe(true);
    expect((await send(path)).status).toBe(200);
  });
});
