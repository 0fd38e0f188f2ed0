import { describe, expect, test } from 'vitest';
import { schedule } from '../../../src/cli/commands/schedule.ts';
import { UserError } from '../../../src/base/user-error.ts';
import { useDesk } from '../../support/schedule-desk.ts';

const desk = useDesk();

const NOW = '2023-11-03T12:00Z';
const show = (json = false) => desk().at(NOW, (io) => schedule({ json }, io));

describe('broadsheet schedule', () => {
  test('shows what is sent when, in the time zone and in UTC, and times without an edition', async () => {
    desk().newsletter.configure("schedule: { at: '06:00', days: ['sat', 'sun', 'mon'] }");
    desk().edition('2023-11-04-one');
    desk().edition('2023-11-02-past', 'send: 2023-11-02 06:00');
    desk().edition('2023-11-03-two', 'send: 2023-11-05T18:00[Europe/Berlin]');
    const { stdout, code } = await show();
    expect(code).toBe(0);
    expect(stdout).toContain('Mon, Sat, Sun at 06:00, America/New_York.');
    expect(stdout).toContain(
      [
        '  2023-11-04 06:00 America/New_York (2023-11-04T10:00Z)  2023-11-04-one',
        '  2023-11-05 06:00 America/New_York (2023-11-05T11:00Z)  (no edition yet)',
        '  2023-11-05 18:00 Europe/Berlin (2023-11-05T17:00Z)  2023-11-03-two',
        '  2023-11-06 06:00 America/New_York (2023-11-06T11:00Z)  (no edition yet)',
      ].join('\n'),
    );
    expect(stdout).not.toContain('2023-11-02-past');
  });

  test('shows the next clock changes and the cron lines for both offsets', async () => {
    desk().newsletter.configure("schedule: { at: '06:00', days: ['sat', 'sun', 'mon'] }");
    const { stdout } = await show();
    expect(stdout).toContain(
      '2023-11-05 02:00 → 01:00 (2023-11-05T06:00Z): 06:00 is 11:00 UTC from then on',
    );
    expect(stdout).toContain(
      '2024-03-10 02:00 → 03:00 (2024-03-10T07:00Z): 06:00 is 10:00 UTC from then on',
    );
    expect(stdout).toMatch(
      /\n {2}7 10,11 \* \* 0,1,6\n {2}27 10,11 \* \* 0,1,6\n {2}57 10-14 \* \* 0,1,6$/,
    );
  });

  test('shows a time that clocks skip or repeat, and when it is sent then', async () => {
    desk().newsletter.configure("schedule: { at: '01:30' }");
    expect((await show()).stdout).toContain(
      'On 2023-11-05 the time occurs twice: it goes out at 2023-11-05 01:30 America/New_York (2023-11-05T05:30Z)',
    );
    desk().newsletter.write('broadsheet.config.ts', CONFIG.replace('TIME', '02:30'));
    expect((await show()).stdout).toContain(
      'On 2024-03-10 the time does not occur: it goes out at 2024-03-10 03:30 America/New_York (2024-03-10T07:30Z)',
    );
  });

  test('says that a time zone has no clock changes', async () => {
    desk().newsletter.configure("schedule: { at: '06:00', timeZone: 'Asia/Tokyo' }");
    const { stdout } = await show();
    expect(stdout).toContain('Clock changes in Asia/Tokyo:\n  No changes in the next year.');
    expect(stdout).toContain('\n  7 21 * * *\n  27 21 * * *\n');
  });

  test('has an extra cron line for an edition with its own time', async () => {
    desk().edition('2023-11-04-one', 'send: 2023-11-05 18:00');
    const { stdout } = await show();
    expect(stdout).toContain('There is no schedule');
    expect(stdout).toMatch(/\n {2}7,22,37,52 \* \* \* \*$/);
  });

  test('has one cron line for the local times of all subscribers', async () => {
    desk().newsletter.configure("schedule: { at: '06:10' }, audience: { timeZone: 'subscriber' }");
    const { stdout } = await show();
    expect(stdout).toContain("in each subscriber's time zone");
    expect(stdout).toMatch(/\n {2}3,18,33,48 \* \* \* \*$/);
  });

  test('prints one JSON document', async () => {
    desk().newsletter.configure("schedule: { at: '06:00', days: ['sat'] }");
    desk().edition('2023-11-04-one');
    expect(JSON.parse((await show(true)).stdout)).toEqual({
      schedule: {
        timeZone: 'America/New_York',
        days: ['sat'],
        at: '06:00',
        lateness: { hours: 6, policy: 'hold' },
      },
      audience: { timeZone: 'newsletter' },
      upcoming: [
        {
          at: '2023-11-04T10:00:00.000Z',
          timeZone: 'America/New_York',
          edition: '2023-11-04-one',
        },
      ],
      clockChanges: [
        { at: '2023-11-05T06:00:00.000Z', before: -240, after: -300 },
        { at: '2024-03-10T07:00:00.000Z', before: -300, after: -240 },
      ],
      cron: ['7 10,11 * * 6', '27 10,11 * * 6', '57 10-14 * * 6'],
    });
  });

  test('reports an error in an edition with its line, and shows the rest', async () => {
    desk().newsletter.configure("schedule: { at: '06:00' }");
    desk().edition('2023-11-04-one');
    desk().edition('2023-11-05-bad', 'send: 2023-11-05 01:30');
    const { code, stdout, stderr } = await show();
    expect(code).toBe(2);
    expect(stderr).toContain('content/2023-11-05-bad.txt:2:');
    expect(stderr).toContain('2023-11-05T01:30-04:00 or 2023-11-05T01:30-05:00');
    expect(stdout).toContain('2023-11-04-one');
  });

  test('is an error if nothing sets a time', async () => {
    desk().edition('2023-11-04-one');
    await expect(show()).rejects.toBeInstanceOf(UserError);
  });
});

const CONFIG = `export default {
  name: 'News',
  from: 'news@example.com',
  postalAddress: 'x',
  timeZone: 'America/New_York',
  schedule: { at: 'TIME' },
};`;
