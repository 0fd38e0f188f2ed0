import { describe, expect, test } from 'vitest';
import { sendDue } from '../../../src/cli/commands/send/due.ts';
import { send } from '../../../src/cli/commands/send/run.ts';
import { importSubscribers } from '../../../src/cli/commands/subscribers/import.ts';
import { useDesk } from '../../support/schedule-desk.ts';

const desk = useDesk();

const LIST = `email,time_zone
ada@example.com,
kenji@example.com,Asia/Tokyo
maria@example.com,Europe/Madrid
lani@example.com,Pacific/Honolulu
`;
const OWN = "schedule: { at: '06:00' }, audience: { timeZone: 'subscriber' }";
const ID = '2023-06-14-one';

const job = (time: string) => desk().at(time, (io) => sendDue(undefined, { due: true }, io));
const readers = () =>
  desk()
    .readers(`Headline of ${ID}`)
    .map((to) => to.split('@')[0]);

describe("sending at the subscribers' local time", () => {
  test('each job sends to the subscribers whose time has come, from the first zone to the last', async () => {
    desk().newsletter.configure(OWN);
    await desk().subscribe(LIST);
    desk().edition(ID);

    const before = await job('2023-06-13T20:59Z');
    expect(before.code).toBe(0);
    expect(before.stdout).toContain('(2023-06-13T21:00Z)');
    expect(readers()).toEqual([]);

    const first = await job('2023-06-13T21:00Z');
    expect(first.code).toBe(0);
    expect(first.stderr).toContain('3 subscribers left. Each gets it at their own hour');
    expect(first.stderr).toContain('2023-06-14T04:00:00.000Z');
    expect(readers()).toEqual(['kenji']);

    const between = await job('2023-06-14T03:59Z');
    expect(between.code).toBe(0);
    expect(between.stdout.split('\n')).toHaveLength(1);
    expect(between.stdout).toContain('(2023-06-14T04:00Z)');

    expect((await job('2023-06-14T05:00Z')).code).toBe(0);
    expect(readers()).toEqual(['kenji', 'maria']);
    expect((await job('2023-06-14T11:00Z')).code).toBe(0);
    expect(readers()).toEqual(['kenji', 'maria', 'ada']);
    expect((await job('2023-06-14T16:00Z')).code).toBe(0);
    expect(readers()).toEqual(['kenji', 'maria', 'ada', 'lani']);
    expect((await job('2023-06-14T17:00Z')).stdout).toContain('Nothing is due.');
  });

  test('a letter does not expire before its local time', async () => {
    desk().newsletter.configure(OWN);
    desk().newsletter.configure('delivery: { expireHours: 2 }');
    await desk().subscribe(LIST);
    desk().edition(ID);
    for (const time of ['2023-06-13T21:00Z', '2023-06-14T16:30Z']) await job(time);
    expect(readers().sort()).toEqual(['ada', 'kenji', 'lani', 'maria']);
  });

  test('"send" without --due waits for the local times too, and asks to run it again', async () => {
    desk().newsletter.configure(OWN);
    await desk().subscribe(LIST);
    desk().edition(ID);
    const { code, stderr } = await desk().at('2023-06-14T10:00Z', (io) =>
      send(ID, { yes: true }, io),
    );
    expect(code).toBe(75);
    expect(stderr).toContain('Each gets it at their own hour');
    expect(readers().sort()).toEqual(['ada', 'kenji', 'maria']);
  });

  test('a fixed instant is the same for all subscribers', async () => {
    desk().newsletter.configure(OWN);
    await desk().subscribe(LIST);
    desk().edition(ID, 'send: 2023-06-14T06:00[America/New_York]');
    expect((await job('2023-06-13T21:00Z')).stdout).toContain('Nothing is due.');
    expect((await job('2023-06-14T10:00Z')).code).toBe(0);
    expect(readers()).toHaveLength(4);
  });

  test("an edition is missed if it is late in the newsletter's time zone, not in Tokyo's", async () => {
    desk().newsletter.configure(OWN);
    await desk().subscribe(LIST);
    desk().edition(ID);
    expect((await job('2023-06-14T16:01Z')).code).toBe(1);
    expect(readers()).toEqual([]);
    expect((await job('2023-06-14T15:00Z')).code).toBe(0);
    expect(readers()).toHaveLength(3);
  });
});

describe('a list with time zones', () => {
  test('imports a reader with an unknown time zone, and reports the line', async () => {
    const csv = 'email,Time Zone\neve@example.com,Mars/Olympus\nkenji@example.com,Asia/Tokyo\n';
    desk().newsletter.write('zones.csv', csv);
    const { code, stderr, stdout } = await desk().at('2023-06-14T10:00Z', (io) =>
      importSubscribers('zones.csv', {}, io),
    );
    expect(code).toBe(0);
    expect(stderr).toContain('zones.csv:2: unknown time zone Mars/Olympus');
    expect(stderr).not.toContain('zones.csv:3');
    expect(stdout).toContain('2 added');
  });
});
