import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HUGE } from '../deliver/fault-cells.ts';
import { certificateFile } from '../support/scripted-server.ts';
import { scripted } from '../support/test-servers.ts';
import { connectTo, letterOf, yes } from './connections.ts';

const tls = { startTls: 'required', ca: readFileSync(certificateFile('ca'), 'utf8') } as const;
const none = () => Promise.resolve(undefined);

/** Says yes so many times, and then no. */
function yesTimes(count: number) {
  let asked = 0;
  return { mayWrite: () => ++asked <= count, asked: () => asked };
}

describe('a letter that may no longer be written', () => {
  test('after its release leaves no byte of it, and closes the connection', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    const outcome = await connection.send(letterOf('x\r\n'), yes, none, () => false);
    expect([outcome.kind, connection.usable]).toEqual(['stale', false]);
    await expect.poll(server.openConnections).toBe(0);
    expect(server.clear()).not.toContain('Subject');
  });

  test.each([
    ['a long one in clear text', {}, letterOf(HUGE)],
    ['a short one over TLS', tls, letterOf('x\r\n')],
    ['a long one over TLS', tls, letterOf(HUGE)],
  ])('when the rest of it is out gets no final dot: %s', async (_, own, letter) => {
    const server = await scripted({ extensions: ['PIPELINING', 'STARTTLS'] });
    const connection = await connectTo(server, own);
    const { mayWrite, asked } = yesTimes(1);
    const outcome = await connection.send(letter, yes, () => expect.unreachable(), mayWrite);
    expect([outcome.kind, asked(), connection.usable]).toEqual(['stale', 2, false]);
    await expect.poll(server.openConnections).toBe(0);
    expect([...server.accepted, ...server.unanswered]).toEqual([]);
  });

  test('is asked for right before it is written, and the dot of a short one goes with it', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    const { mayWrite, asked } = yesTimes(1);
    let askedBefore = 0;
    const release = () => {
      askedBefore = asked();
      return Promise.resolve(true);
    };
    const outcome = await connection.send(letterOf('x\r\n'), release, none, mayWrite);
    expect([outcome.kind, askedBefore, asked()]).toEqual(['accepted', 0, 1]);
  });

  test('that was announced is held back like any other', async () => {
    const server = await scripted();
    const connection = await connectTo(server);
    const second = letterOf('second\r\n', 'second@example.com');
    await connection.send(letterOf('x\r\n'), yes, () => Promise.resolve(second));
    expect((await connection.send(second, yes, none, () => false)).kind).toBe('stale');
    expect(server.clear()).not.toContain('second\r\n');
    expect(server.accepted).toHaveLength(1);
  });
});
