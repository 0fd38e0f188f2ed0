/** A studio that is killed while it sends, or while a sending can be taken back. */
import { expect, onTestFinished, test } from 'vitest';
import { ID, openSendingRoom, twice, type SendingRoom } from '../app/studio/sending-room.ts';

/** Starts a studio in a process of its own, and says yes on its page. */
async function beginElsewhere(room: SendingRoom) {
  const studio = room.newsletter.start(['preview', '--port', '0', '--no-open'], room.env);
  const { child, ended } = studio;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const [url] = await studio.printed(/http:\/\/127\.0\.0\.1:\d+\//);
  const { task, contentHash: content, count, through, audience } = await room.order();
  const fields = { task, content, audience, through, count: String(count), typed: String(count) };
  const answer = await fetch(`${url}editions/${ID}/send/begin`, {
    method: 'POST',
    headers: { origin: url.slice(0, -1) },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
  expect(answer.status).toBe(303);
  const kill = (signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL') => {
    child.kill(signal);
    return ended;
  };
  return { kill };
}

/** Waits until the server has ten letters. */
function tenLetters(room: SendingRoom): Promise<void> {
  return new Promise((resolve) => {
    room.judge.onProgress = (letters) => {
      if (letters === 10) resolve();
    };
  });
}

test('a studio that is killed in the middle of a run leaves one that goes on, and no letter goes twice', async () => {
  const room = await openSendingRoom({ readers: 60, delayMs: 3 });
  const reached = tenLetters(room);
  const studio = await beginElsewhere(room);
  await reached;
  await studio.kill();
  const sent = new Set(room.judge.received).size;
  expect(sent).toBeLessThan(60);

  await room.desk.beginSending(ID, await room.order());
  const { ending } = await room.ended();
  expect(ending).toMatchObject({ kind: 'run', ending: { kind: 'finished' } });
  const states = (await room.desk.run(ID))?.states;
  expect(twice(room.judge)).toEqual([]);
  // Two connections: at most one letter on each was under way.
  expect(states?.unknown).toBeLessThanOrEqual(2);
  expect((states?.accepted ?? 0) + (states?.unknown ?? 0)).toBe(60);
});

test('a studio that is asked to end finishes the letters under way, says so, and leaves none unknown', async () => {
  const room = await openSendingRoom({ readers: 60, delayMs: 3 });
  const reached = tenLetters(room);
  const studio = await beginElsewhere(room);
  await reached;
  const { code, stderr } = await studio.kill('SIGTERM');
  expect(code).toBe(0);
  expect(stderr).toContain('Stopping after the letters under way.');
  const sent = room.judge.received.length;
  expect(sent).toBeLessThan(60);
  expect((await room.desk.run(ID))?.states).toMatchObject({ accepted: sent, unknown: 0 });
});

test('a studio that is killed while a sending can be taken back has sent nothing', async () => {
  const room = await openSendingRoom({ readers: 5, takeBackSeconds: 300 });
  const studio = await beginElsewhere(room);
  await studio.kill();
  expect(room.judge.received).toEqual([]);
  expect(await room.desk.run(ID)).toBeUndefined();
  expect((await room.order()).count).toBe(5);
});
