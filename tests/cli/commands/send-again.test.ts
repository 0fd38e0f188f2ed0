import { mkdirSync, renameSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/base/user-error.ts';
import { sendDue } from '../../../src/cli/commands/send/due.ts';
import { send } from '../../../src/cli/commands/send/run.ts';
import type { SendOptions } from '../../../src/cli/commands/send/text.ts';
import { sampleArticle } from '../../../src/app/init/sample-article.ts';
import { useDesk } from '../../support/schedule-desk.ts';
import { sink } from '../../support/test-servers.ts';

const desk = useDesk();
const OLD = '2023-06-14-port';
const NEW = '2023-06-14-night-ferry';

const write = (name: string, text = sampleArticle('2023-06-14').text) => {
  desk().newsletter.write(`content/${name}`, text);
};
const path = (name: string) => desk().newsletter.path('content', name);
const rename = (from: string, to: string) => {
  renameSync(path(from), path(to));
};
const sendAt = (time: string, id: string, options: SendOptions = {}, env = {}) =>
  desk().at(time, (io) => send(id, { yes: true, ...options }, io), env);
const letters = () => desk().sink.letters.length;

async function refused(work: Promise<unknown>): Promise<UserError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error;
  throw new Error(`Not refused: ${String(error)}`);
}

describe('the story of an edition that readers have', () => {
  test('is not sent again under another name, and the old name is given', async () => {
    write(`${OLD}.txt`);
    await sendAt('2023-06-14T10:00Z', OLD);
    rename(`${OLD}.txt`, `${NEW}.txt`);
    const { message, remedy } = await refused(sendAt('2023-06-15T10:00Z', NEW));
    expect(message).toBe(
      `${NEW} has the same story as ${OLD}, which was sent on 2023-06-14. Nothing was sent.`,
    );
    expect(remedy).toContain(`change its name back to ${OLD}`);
    expect(remedy).toContain('--again');
    await refused(sendAt('2023-06-15T10:00Z', NEW, { dryRun: true }));
    expect(letters()).toBe(1);
    expect((await sendAt('2023-06-15T10:00Z', NEW, { again: true })).code).toBe(0);
    expect(letters()).toBe(2);
  });

  test('is not sent again where a typo was corrected with the name', async () => {
    write(`${OLD}.txt`);
    await sendAt('2023-06-14T10:00Z', OLD);
    const { text } = sampleArticle('2023-06-14');
    write(`${NEW}.txt`, text.replace('one vote', 'a single vote'));
    await refused(sendAt('2023-06-14T11:00Z', NEW));
  });

  test('is not sent again from a folder, beside a further story', async () => {
    write(`${OLD}.txt`);
    await sendAt('2023-06-14T10:00Z', OLD);
    mkdirSync(path(NEW));
    rename(`${OLD}.txt`, `${NEW}/1-ferry.txt`);
    write(`${NEW}/2-more.txt`, 'More of the harbour\n\nThe harbour has a new light.\n');
    await refused(sendAt('2023-06-14T11:00Z', NEW));
  });

  test('is the same edition where only the Unicode form of its name differs', async () => {
    write('2023-06-14-caf\u00e9.txt');
    await sendAt('2023-06-14T10:00Z', '2023-06-14-caf\u00e9');
    rename('2023-06-14-caf\u00e9.txt', '2023-06-14-cafe\u0301.txt');
    const { code, stdout } = await sendAt('2023-06-14T11:00Z', '2023-06-14-cafe\u0301');
    expect([code, letters()]).toEqual([0, 1]);
    expect(stdout).toContain('Nothing to send');
  });

  test('is not sent again by --due, which sends the other editions', async () => {
    desk().newsletter.configure(
      "schedule: { at: '06:00', lateness: { hours: 168, policy: 'send' } }",
    );
    write(`${OLD}.txt`);
    const due = (time: string) => desk().at(time, (io) => sendDue(undefined, { due: true }, io));
    expect((await due('2023-06-14T10:00Z')).code).toBe(0);
    rename(`${OLD}.txt`, `${NEW}.txt`);
    desk().edition('2023-06-15-other');
    const { code, stderr } = await due('2023-06-15T10:00Z');
    expect(code).toBe(2);
    expect(stderr).toContain(`${NEW} has the same story as ${OLD}`);
    expect(desk().readers('Headline of 2023-06-15-other')).toEqual(['ada@example.com']);
    expect(letters()).toBe(2);
  });

  test('may be sent again after 90 days', async () => {
    write(`${OLD}.txt`);
    await sendAt('2023-06-14T10:00Z', OLD);
    rename(`${OLD}.txt`, `${NEW}.txt`);
    await refused(sendAt('2023-09-12T09:59Z', NEW));
    expect((await sendAt('2023-09-12T10:01Z', NEW)).code).toBe(0);
  });
});

describe('the story of an edition that no reader has', () => {
  test('may be sent under another name after a trial in the mailbox', async () => {
    write(`${OLD}.txt`);
    await sendAt('2023-06-14T10:00Z', OLD, {}, { SMTP_URL: undefined });
    rename(`${OLD}.txt`, `${NEW}.txt`);
    expect((await sendAt('2023-06-14T11:00Z', NEW)).code).toBe(0);
    expect(letters()).toBe(1);
  });

  test('may be sent under another name after every letter was refused', async () => {
    const refusing = await sink({ refuse: () => [550, '5.7.1 No'] });
    write(`${OLD}.txt`);
    await sendAt('2023-06-14T10:00Z', OLD, {}, { SMTP_URL: refusing.url });
    rename(`${OLD}.txt`, `${NEW}.txt`);
    expect((await sendAt('2023-06-14T11:00Z', NEW)).code).toBe(0);
  });
});
