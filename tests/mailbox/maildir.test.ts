import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { caughtAt, openMaildir, type Maildir } from '../../src/mailbox/maildir.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: string;
let maildir: Maildir;
beforeEach(async () => {
  folder = temporaryFolder();
  maildir = await openMaildir(join(folder, 'mailbox'));
});

test.each([
  '../cur/x',
  '..',
  '.',
  '',
  '../../secret.txt',
  '..%2f..%2fsecret.txt',
  'a/../../../secret.txt',
  'a\0b',
  'C:\\secret',
  'x'.repeat(300),
])('a maildir reads nothing outside its folder: %j', async (name) => {
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  expect(await maildir.read(name)).toBeUndefined();
  expect(await maildir.read(name, 10)).toBeUndefined();
});

test('a maildir returns undefined for a deleted message', async () => {
  expect(await maildir.read('1686736800000.00000000_x.broadsheet')).toBeUndefined();
});

test('a maildir reads the first bytes of a message, or all of a shorter one', async () => {
  await maildir.deliver(Buffer.from('Subject: one\r\n\r\nlong'));
  const [name = ''] = await maildir.list();
  expect(String(await maildir.read(name, 7))).toBe('Subject');
  expect(String(await maildir.read(name, 9999))).toBe('Subject: one\r\n\r\nlong');
});

test('an emptied maildir has no message, and stores the next one', async () => {
  for (let index = 0; index < 200; index++) await maildir.deliver(Buffer.from('x'));
  const outside = join(folder, 'mailbox', 'kept.txt');
  writeFileSync(outside, 'x');
  await maildir.empty();
  expect(await maildir.list()).toEqual([]);
  await maildir.empty();
  await maildir.deliver(Buffer.from('next'));
  expect(await maildir.list()).toHaveLength(1);
  expect(existsSync(outside)).toBe(true);
});

test('caughtAt reads the time from a name of ours, and none from others', async () => {
  const before = Date.now();
  await maildir.deliver(Buffer.from('x'));
  const [name = ''] = await maildir.list();
  expect(caughtAt(name)?.getTime()).toBeGreaterThanOrEqual(before);
  expect(caughtAt('1686736800.M1P2.host')).toBeUndefined();
});
