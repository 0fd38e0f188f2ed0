import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
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
