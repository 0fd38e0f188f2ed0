/** Sending from the studio, through real SMTP connections to a server that keeps its own record. */
import { expect, test } from 'vitest';
import { ID, openSendingRoom, orderOf, twice } from './sending-room.ts';

const stateOf = (item: { readonly what: string; readonly state: string }) =>
  `${item.what}: ${item.state}`;

test('an edition that the studio sends reaches everybody once, and the ledger says so', async () => {
  const room = await openSendingRoom({ readers: 10 });
  expect(await room.desk.beginSending(ID, await room.order())).toEqual({ ok: true });
  const { ending } = await room.ended();
  expect(ending).toMatchObject({ kind: 'run', ending: { kind: 'finished' }, accepted: 10 });
  expect(new Set(room.judge.received).size).toBe(10);
  expect(twice(room.judge)).toEqual([]);
  expect((await room.desk.run(ID))?.states).toMatchObject({ accepted: 10, planned: 0 });
  expect(room.faults).toEqual([]);
});

test('the checklist of an edition that can go says what each part is', async () => {
  const room = await openSendingRoom({ readers: 3 });
  const review = await room.desk.sendReview(ID, { wait: true });
  expect(review?.items.map(stateOf)).toEqual([
    'checks: ready',
    'list: ready',
    'approval: ready',
    'signature: note',
    'server: ready',
  ]);
  expect(review?.items.find(({ what }) => what === 'list')?.message).toBe('3 readers.');
  expect(review?.offers).toMatchObject([
    { task: 'rest', count: 3, exceptions: [] },
    { task: 'trial', count: 3 },
  ]);
});

test('a sending that is taken back in time reaches nobody and leaves no run', async () => {
  const room = await openSendingRoom({ takeBackSeconds: 600 });
  await room.desk.beginSending(ID, await room.order());
  const stage = room.desk.sendStage(ID);
  expect(stage?.kind === 'waiting' && stage.leftMs).toBeGreaterThan(590_000);
  expect(room.desk.takeBack(ID)).toBe(true);
  expect(room.desk.sendStage(ID)).toMatchObject({
    kind: 'ended',
    ending: { kind: 'taken-back' },
  });
  expect(room.desk.takeBack(ID)).toBe(false);
  expect(room.judge.received).toEqual([]);
  expect(await room.desk.run(ID)).toBeUndefined();
});

test('a studio that closes while a sending can be taken back sends nothing', async () => {
  const room = await openSendingRoom({ takeBackSeconds: 1 });
  await room.desk.beginSending(ID, await room.order());
  await room.desk.close();
  expect(room.desk.sendStage(ID)).toMatchObject({ ending: { kind: 'taken-back' } });
  expect(await room.desk.beginSending(ID, await room.order())).toEqual({ ok: true });
  expect(room.desk.sendStage(ID)).toMatchObject({ kind: 'ended' });
  expect(await room.desk.run(ID)).toBeUndefined();
});

test('a sending that is stopped finishes the letters under way, and goes on where it was', async () => {
  const room = await openSendingRoom({ readers: 30, delayMs: 2 });
  const stopped = new Promise<void>((resolve) => {
    room.judge.onProgress = (letters) => {
      if (letters !== 5) return;
      expect(room.desk.stopSending(ID)).toBe(true);
      resolve();
    };
  });
  await room.desk.beginSending(ID, await room.order());
  await stopped;
  expect(room.desk.sendStage(ID)).toMatchObject({ kind: 'sending', stopping: true });
  const { ending } = await room.ended();
  expect(ending).toMatchObject({ kind: 'run', ending: { kind: 'interrupted' } });
  const sent = room.judge.received.length;
  expect(sent).toBeLessThan(30);
  expect((await room.desk.run(ID))?.states).toMatchObject({ accepted: sent, unknown: 0 });

  const rest = await room.order();
  expect(rest.count).toBe(30 - sent);
  await room.desk.beginSending(ID, rest);
  await room.ended();
  expect(new Set(room.judge.received).size).toBe(30);
  expect(twice(room.judge)).toEqual([]);
});

test('a command line that is asked to stop from the studio ends after the letters under way', async () => {
  const room = await openSendingRoom({ readers: 300, delayMs: 8 });
  const asked = new Promise<boolean>((resolve, reject) => {
    room.judge.onProgress = (letters) => {
      if (letters === 5) room.desk.askToStop(ID).then(resolve, reject);
    };
  });
  expect(await room.desk.askToStop(ID), 'before anybody sends').toBe(false);
  const line = room.newsletter.start(['send', ID, '--yes'], room.env);
  expect(await Promise.race([asked, line.ended])).toBe(true);
  const { code, stderr } = await line.ended;
  expect(stderr).toContain('Stopped: somebody asked for that in the studio.');
  expect(code).toBe(75);
  const sent = room.judge.received.length;
  expect(sent).toBeLessThan(300);
  expect((await room.desk.run(ID))?.states).toMatchObject({ accepted: sent, unknown: 0 });
  expect((await room.order()).count).toBe(300 - sent);
});

test('two windows that say yes at once send one run', async () => {
  const room = await openSendingRoom({ readers: 20, delayMs: 1 });
  const order = await room.order();
  const begun = await Promise.all([
    room.desk.beginSending(ID, order),
    room.desk.beginSending(ID, order),
  ]);
  expect(begun).toEqual([{ ok: true }, { ok: true }]);
  await room.ended();
  expect(room.judge.received.toSorted()).toEqual([...new Set(room.judge.received)].toSorted());
  expect(room.judge.received).toHaveLength(20);
});

test('the studio, another studio and the command line at once send no letter twice', async () => {
  const room = await openSendingRoom({ readers: 60, delayMs: 1 });
  const other = await room.another();
  const orders = [await room.order(), await orderOf(other, 'rest')] as const;
  const line = room.newsletter.start(['send', ID, '--yes'], room.env);
  await Promise.all([
    room.desk.beginSending(ID, orders[0]),
    other.beginSending(ID, orders[1]),
    line.ended,
  ]);
  await room.ended();
  await other.close();
  expect(twice(room.judge)).toEqual([]);
  // Whoever lost the race says so, and the rest is sent by asking again.
  await room.newsletter.start(['send', ID, '--yes'], room.env).ended;
  expect(new Set(room.judge.received).size).toBe(60);
  expect(twice(room.judge)).toEqual([]);
});

test('an edition that the command line is sending is not sent from the studio', async () => {
  const room = await openSendingRoom({ readers: 40, delayMs: 3 });
  const order = await room.order();
  const begun = new Promise<void>((resolve) => {
    room.judge.onProgress = (letters) => {
      if (letters === 3) resolve();
    };
  });
  const line = room.newsletter.start(['send', ID, '--yes'], room.env);
  await begun;
  const review = await room.desk.sendReview(ID, { wait: true });
  expect(review?.items.at(-1)).toMatchObject({ what: 'sender', state: 'blocked' });
  expect(review?.offers).toEqual([]);
  expect(await room.desk.beginSending(ID, order)).toMatchObject({
    ok: false,
    message: expect.stringContaining('is being sent already, by process') as string,
  });
  expect((await line.ended).code).toBe(0);
  expect(twice(room.judge)).toEqual([]);
});

test('a letter that changed after it was looked at is not sent', async () => {
  const room = await openSendingRoom({ takeBackSeconds: 1 });
  const order = await room.order();
  room.newsletter.change(`content/${ID}.txt`, 'agree to meet', 'refuse to meet');
  room.desk.forget();
  expect(await room.desk.beginSending(ID, order)).toMatchObject({
    ok: false,
    message: 'The letter has changed since you looked at it.',
  });

  // While it can be taken back, nobody builds it again: the sending itself compares.
  const changed = await room.order();
  await room.desk.beginSending(ID, changed);
  room.newsletter.change(`content/${ID}.txt`, 'refuse to meet', 'agree to meet');
  const { ending } = await room.ended();
  expect(ending).toMatchObject({
    kind: 'refused',
    message: 'The letter has changed since you looked at it.',
  });
  expect(room.judge.received).toEqual([]);
  expect(await room.desk.run(ID)).toBeUndefined();
});

test.each([
  ['more readers than announced', 1, 0],
  ['many fewer readers than announced', 0, 2],
])('an edition is not sent to %s', async (_, joined, left) => {
  const room = await openSendingRoom({ readers: 10, takeBackSeconds: 1 });
  await room.desk.beginSending(ID, await room.order());
  for (let each = 0; each < joined; each++) {
    await room.store.subscribers.save([{ email: `new${each}@example.com`, attributes: {} }]);
  }
  for (let each = 0; each < left; each++) {
    await room.store.suppressions.add(`p${each}@d${each}.example.com`, 'asked', 'by-hand');
  }
  const { ending } = await room.ended();
  expect(ending).toMatchObject({
    kind: 'refused',
    message: `It would now go to ${10 + joined - left} readers, not to 10.`,
  });
  expect(room.judge.received).toEqual([]);
});

test('an order for another audience of as many readers is refused', async () => {
  const room = await openSendingRoom({ readers: 3 });
  room.newsletter.configure(
    "segments: { one: { domain: 'd1.example.com' }, two: { domain: 'd2.example.com' } }",
  );
  const name = `content/${ID}.txt`;
  const text = room.newsletter.read(name);
  room.newsletter.write(name, `---\naudience: one\n---\n${text}`);
  const order = await room.order();
  expect(order).toMatchObject({ audience: 'one', count: 1 });
  room.newsletter.write(name, `---\naudience: two\n---\n${text}`);
  await room.desk.beginSending(ID, order);
  const message = 'It would now go to the audience two, not to one.';
  expect((await room.ended()).ending).toMatchObject({ kind: 'refused', message });
  expect(room.judge.received).toEqual([]);
});

test('a second click that arrives before a sending is taken back does not begin it again', async () => {
  const room = await openSendingRoom({ takeBackSeconds: 600 });
  const order = await room.order();
  await room.desk.beginSending(ID, order);
  const second = room.desk.beginSending(ID, order);
  expect(room.desk.takeBack(ID)).toBe(true);
  await second;
  expect(room.desk.sendStage(ID)).toMatchObject({ ending: { kind: 'taken-back' } });
});

test('an order for another server than the one that is set now is refused', async () => {
  const room = await openSendingRoom();
  const order = { ...(await room.order()), through: 'mail.example.com' };
  expect(await room.desk.beginSending(ID, order)).toMatchObject({ ok: false });
  const stale = { ...order, task: 'trial', through: 'the built-in mailbox' } as const;
  await room.desk.beginSending(ID, stale);
  await room.ended();
  expect(room.judge.received).toEqual([]);
});

test('a trial goes to the built-in mailbox, at once and although a server is set', async () => {
  const room = await openSendingRoom({ readers: 4, takeBackSeconds: 600 });
  await room.desk.beginSending(ID, await room.order('trial'));
  const { ending } = await room.ended();
  expect(ending).toMatchObject({ kind: 'run', accepted: 4 });
  expect(room.judge.received).toEqual([]);
  expect((await room.desk.run(ID))?.run.destination).toBe('mailbox');
  // It is no delivery: everybody still gets the edition.
  expect((await room.order()).count).toBe(4);
});

test('an edition that changed in the middle of its run goes on only if that is allowed', async () => {
  const room = await openSendingRoom({ readers: 20, delayMs: 2 });
  room.judge.onProgress = (letters) => {
    if (letters === 4) room.desk.stopSending(ID);
  };
  await room.desk.beginSending(ID, await room.order());
  await room.ended();
  room.newsletter.change(`content/${ID}.txt`, 'agree to meet', 'refuse to meet');
  room.desk.forget();
  const review = await room.desk.sendReview(ID, { wait: true });
  expect(review?.items.find(({ what }) => what === 'letter')).toMatchObject({
    state: 'blocked',
    exception: 'amend',
  });
  const order = await room.order();
  expect(order.accepted).toEqual(['amend']);
  expect(await room.desk.beginSending(ID, { ...order, accepted: [] })).toMatchObject({ ok: false });
  await room.desk.beginSending(ID, order);
  await room.ended();
  expect(new Set(room.judge.received).size).toBe(20);
  expect(twice(room.judge)).toEqual([]);
  expect((await room.desk.run(ID))?.run.version).toBe(2);
});

test('an empty list, an unapproved letter and a silent server are all on the checklist', async () => {
  const room = await openSendingRoom({ readers: 0, env: { SMTP_URL: 'smtp://127.0.0.1:1' } });
  room.newsletter.configure('requireApproval: true');
  const review = await room.desk.sendReview(ID, { wait: true });
  expect(review?.items.filter(({ state }) => state === 'blocked').map(({ what }) => what)).toEqual([
    'list',
    'approval',
    'server',
  ]);
  expect(review?.offers).toEqual([]);
  expect(
    await room.desk.beginSending(ID, {
      ...{ task: 'rest', contentHash: review?.contentHash ?? '', count: 0, audience: 'all' },
      ...{ through: '127.0.0.1:1', accepted: [] },
    }),
  ).toMatchObject({ ok: false, message: 'The list is empty.' });
});

test('an edition that is held is on the checklist, and can’t be sent', async () => {
  const room = await openSendingRoom({ readers: 2 });
  const order = await room.order();
  const text = room.newsletter.read(`content/${ID}.txt`);
  room.newsletter.write(`content/${ID}.txt`, `---\nhold: the lawyers read it\n---\n${text}`);
  room.desk.forget();
  const review = await room.desk.sendReview(ID, { wait: true });
  expect(review?.items.find(({ what }) => what === 'hold')).toMatchObject({
    state: 'blocked',
    message: 'The edition is held: the lawyers read it',
  });
  expect(review?.offers).toEqual([]);
  expect(await room.desk.beginSending(ID, order)).toMatchObject({ ok: false });
});

test('without a wait, the review comes at once and says what is still looked at', async () => {
  const room = await openSendingRoom();
  const review = await room.desk.sendReview(ID, { wait: false });
  expect(review?.items.filter(({ state }) => state === 'looking').map(({ what }) => what)).toEqual([
    'checks',
    'server',
  ]);
  expect(review?.offers).toEqual([]);
});
