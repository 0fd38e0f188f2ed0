import { describe, expect, test } from 'vitest';
import { send } from '../../../src/cli/commands/send/run.ts';
import type { SendOptions } from '../../../src/cli/commands/send/text.ts';
import { useDesk } from '../../support/schedule-desk.ts';
import { sink } from '../../support/test-servers.ts';

const desk = useDesk();
const ID = '2023-06-14-one';

const sendAt = (time: string, options: SendOptions = {}, env = {}) =>
  desk().at(time, (io) => send(ID, { yes: true, ...options }, io), env);
const dateOf = (raw: Buffer) => /^Date: (.*)\r$/m.exec(raw.toString('latin1'))?.[1];

describe('the Date of a letter', () => {
  test('is when its run started, not the morning of its edition', async () => {
    desk().edition(ID);
    await sendAt('2023-06-20T14:05:09Z');
    expect(desk().sink.letters.map(({ raw }) => dateOf(raw))).toEqual([
      'Tue, 20 Jun 2023 14:05:09 +0000',
    ]);
  });

  test('stays the same for letters that are sent later or again: they have the same bytes', async () => {
    await desk().subscribe('email\nben@example.com\n');
    desk().edition(ID);
    const refusing = await sink({ refuse: () => [550, '5.7.1 Not now'] });
    await sendAt('2023-06-14T10:00:00Z', {}, { SMTP_URL: refusing.url });
    await sendAt('2023-06-14T12:34:56Z', { onlyFailed: true });
    const dates = desk().sink.letters.map(({ raw }) => dateOf(raw));
    expect(dates).toEqual(Array(2).fill('Wed, 14 Jun 2023 10:00:00 +0000'));
  });

  test('does not change what was sent: a new `send:` time blocks no unfinished run', async () => {
    await desk().subscribe('email\nben@example.com\n');
    desk().edition(ID, 'send: 2023-06-14 06:00');
    const refusing = await sink({
      refuse: (to) => (to.startsWith('ben') ? [450, '4.2.2 Full'] : undefined),
    });
    desk().newsletter.configure('delivery: { retry: { patienceMinutes: 0 } }');
    await sendAt('2023-06-14T10:00Z', {}, { SMTP_URL: refusing.url });
    desk().edition(ID, 'send: 2023-06-14 07:00');
    const { code, stderr } = await sendAt('2023-06-14T12:00Z');
    expect(code, stderr).toBe(0);
    expect(desk().sink.letters.map(({ to }) => to)).toEqual(['ben@example.com']);
  });
});
