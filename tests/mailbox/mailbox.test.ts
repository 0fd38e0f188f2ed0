import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smtpTransport } from '../../src/deliver/smtp-transport.ts';
import { openMaildir } from '../../src/mailbox/maildir.ts';
import { startMailbox } from '../../src/mailbox/server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('keeps what comes over SMTP, byte for byte and in order', async () => {
  const maildir = await openMaildir(folder);
  const server = await startMailbox(maildir);
  const connected = await smtpTransport({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
  }).connect();
  if (!connected.ok) throw new Error(connected.reason);
  const messages = ['one', 'two', 'three'].map((word) =>
    Buffer.from(`Subject: ${word}\r\n\r\n.dot\r\n..two\r\n`),
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

test('listens on loopback alone', async () => {
  const server = await startMailbox(await openMaildir(folder));
  const other = await smtpTransport({
    host: '127.0.0.2',
    port: server.port,
    secure: false,
  }).connect();
  expect(other.ok).toBe(false);
  await server.close();
});
