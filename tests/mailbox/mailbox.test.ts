import { readdir } from 'node:fs/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { smtpTransport } from '../../src/smtp/connect.ts';
import { parseSmtpUrls } from '../../src/smtp/url.ts';
import { openMaildir } from '../../src/mailbox/maildir.ts';
import { startMailbox } from '../../src/mailbox/server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

async function connectTo(url: string) {
  const [server] = parseSmtpUrls(url, { allowPlaintext: false }, String);
  if (!server) throw new Error(url);
  return smtpTransport(server).connect();
}

test('the mailbox stores mail byte for byte and in order', async () => {
  const maildir = await openMaildir(folder);
  const server = await startMailbox(maildir);
  const connected = await connectTo(`smtp://127.0.0.1:${server.port}`);
  if (!connected.ok) throw new Error(connected.failure.message);
  const messages = ['one', 'two', 'three'].map((word) =>
    Buffer.from(`Subject: ${word}\r\n\r\ndot\r\ntwo.\r\n`),
  );
  for (const message of messages) {
    const envelope = { from: 'a@example.com', to: 'b@example.com' };
    const letter = { messageId: '<x>', envelope, chunks: [message], size: message.length };
    expect((await connected.connection.send(letter, () => Promise.resolve(true))).kind).toBe(
      'accepted',
    );
  }
  connected.connection.close();
  await server.close();
  const names = await maildir.list();
  const kept = await Promise.all(names.map((name) => maildir.read(name)));
  expect(kept.map(String)).toEqual(messages.map(String));
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('the mailbox listens only on 127.0.0.1', async () => {
  const server = await startMailbox(await openMaildir(folder));
  const other = await connectTo(`smtp://127.0.0.2:${server.port}`);
  expect(other.ok).toBe(false);
  await server.close();
});

/** Talks to the mailbox line by line; `say` returns the next reply. */
async function talkTo(port: number) {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  const say = async (text: string) => {
    socket.write(text);
    let reply = '';
    while (!/^\d{3} .*\r\n$/m.test(reply)) {
      const [data] = (await once(socket, 'data')) as [string];
      reply += data;
    }
    return reply;
  };
  await once(socket, 'data');
  for (const line of ['EHLO x', 'MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA'])
    await say(`${line}\r\n`);
  return { socket, say };
}

test('the mailbox refuses a message over its size limit that named no size, and keeps none of it', async () => {
  const maildir = await openMaildir(folder);
  const server = await startMailbox(maildir, 10_000);
  const { socket, say } = await talkTo(server.port);
  const megabyte = `${'x'.repeat(998)}\r\n`.repeat(1000);
  for (let count = 0; count < 20; count++) {
    if (!socket.write(megabyte)) await once(socket, 'drain');
  }
  expect(await say('.\r\n')).toMatch(/^552 5\.3\.4 The message is larger/);
  expect(await maildir.list()).toEqual([]);
  for (const line of ['MAIL FROM:<a@example.com>', 'RCPT TO:<b@example.com>', 'DATA'])
    await say(`${line}\r\n`);
  expect(await say('Subject: small\r\n\r\nHello\r\n.\r\n')).toMatch(/^250 /);
  expect(await maildir.list()).toHaveLength(1);
  socket.destroy();
  await server.close();
});

test('the mailbox stores no part of a message whose sender vanished', async () => {
  const maildir = await openMaildir(folder);
  const server = await startMailbox(maildir);
  const { socket } = await talkTo(server.port);
  socket.write('Subject: half\r\n\r\nThe first half of');
  await wait(50);
  socket.destroy();
  await wait(100);
  expect(await maildir.list()).toEqual([]);
  await server.close();
});
