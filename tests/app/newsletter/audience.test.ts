import { describe, expect, test } from 'vitest';
import { ProblemsError, type SendEvent } from '../../../src/index.ts';
import { sink } from '../../support/test-servers.ts';
import { ID, useNewsletter } from './open.ts';

const { desk, open } = useNewsletter();

const SEGMENTS = `segments: {
  berlin: { attribute: 'city', is: 'berlin' },
  rome: { attribute: 'city', in: ['Rome', 'Roma'] },
  nobody: { attribute: 'city', is: 'Atlantis' },
}`;
const LIST = `email,city
ada@example.com,Berlin
bob@example.com,BERLIN
eve@example.com,Rome
kim@example.com,
`;

async function openWithSegments(audience?: string) {
  desk().newsletter.configure(SEGMENTS);
  desk().edition(ID);
  if (audience !== undefined) setAudience(audience);
  await desk().subscribe(LIST);
  return open();
}

/** Sets the audience in the front matter of the edition's file. */
function setAudience(audience: string): void {
  const { newsletter } = desk();
  const file = `content/${ID}.txt`;
  const text = newsletter.read(file).replace(/^---\naudience:.*\n---\n/, '');
  newsletter.write(file, `---\naudience: ${audience}\n---\n${text}`);
}

const received = () => desk().sink.letters.map(({ to }) => to.slice(0, 3));

describe('the audience of an edition', () => {
  test('is whom it is sent to, and the event says how many and why not others', async () => {
    const newsletter = await openWithSegments('berlin');
    await newsletter.suppress(['bob@example.com']);
    const events: SendEvent[] = [];
    const result = await newsletter.send(ID, { onEvent: (event) => events.push(event) });
    expect(result).toMatchObject({
      run: { audience: 'berlin', total: 2 },
      states: { accepted: 1, suppressed: 1 },
    });
    expect(received()).toEqual(['ada']);
    expect(events.find(({ kind }) => kind === 'audience')).toEqual({
      kind: 'audience',
      audience: 'berlin',
      count: 1,
      leftOut: expect.objectContaining({ paused: 0, alreadySent: 0, notInSegment: 2 }) as unknown,
    });
    expect(await newsletter.status(ID)).toMatchObject({ run: { audience: 'berlin' }, earlier: [] });
  });

  test('that is unknown is a problem with its file and line, and nothing is sent', async () => {
    const newsletter = await openWithSegments();
    for (const name of ['Berlin', 'none', 'constructor', 'berlin, rome']) {
      setAudience(name);
      const sending = newsletter.send(ID);
      await expect(sending).rejects.toThrow(ProblemsError);
      await expect(sending).rejects.toMatchObject({
        problems: [
          {
            code: 'edition/audience',
            place: { file: `content/${ID}.txt`, line: 2 },
            detail: `"${name}" is none of all, berlin, rome, nobody`,
          },
        ],
      });
      expect((await newsletter.check(ID)).passed).toBe(false);
    }
    expect(received()).toEqual([]);
  });

  test('that is set in a further story is a problem: only the lead story sets it', async () => {
    const newsletter = await openWithSegments();
    const story = desk().newsletter.read(`content/${ID}.txt`);
    desk().newsletter.write(`content/2023-06-14-two/1-lead.txt`, story);
    desk().newsletter.write(
      `content/2023-06-14-two/2-more.md`,
      `---\naudience: rome\n---\n# B\n\nC.\n`,
    );
    await expect(newsletter.send('2023-06-14-two')).rejects.toMatchObject({
      problems: [
        { code: 'edition/audience', place: { file: 'content/2023-06-14-two/2-more.md', line: 2 } },
      ],
    });
  });

  test('can be set in Markdown, and "all" is everybody', async () => {
    const newsletter = await openWithSegments('all');
    expect(await newsletter.send(ID)).toMatchObject({ run: { audience: 'all', total: 4 } });
    desk().newsletter.write(
      'content/2023-06-14-md.md',
      '---\naudience: rome\n---\n# News\n\nOther news.\n',
    );
    expect(await newsletter.dryRun('2023-06-14-md')).toMatchObject({ audience: 1, written: 1 });
  });

  test('that has nobody is refused, with the command that counts it', async () => {
    const newsletter = await openWithSegments('nobody');
    await expect(newsletter.send(ID)).rejects.toMatchObject({
      message: `Nobody is in the audience nobody of ${ID}. Nothing was sent.`,
      remedy: expect.stringContaining('subscribers count --audience nobody') as unknown,
    });
    await expect(newsletter.dryRun(ID)).rejects.toThrow('Nobody is in the audience');
  });

  test('that changes after the run sends the edition only to those who do not have it', async () => {
    const newsletter = await openWithSegments('berlin');
    await newsletter.send(ID);
    setAudience('all');
    expect(await newsletter.dryRun(ID)).toMatchObject({ audience: 4, written: 2 });
    const result = await newsletter.send(ID);
    expect(result).toMatchObject({ states: { accepted: 2, suppressed: 2 } });
    expect(received().toSorted()).toEqual(['ada', 'bob', 'eve', 'kim']);
    const reasons = await Array.fromAsync(newsletter.undelivered(ID));
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'already sent to them, with the audience berlin',
      'already sent to them, with the audience berlin',
    ]);
    expect(await newsletter.status(ID)).toMatchObject({
      run: { audience: 'all' },
      earlier: [{ run: { audience: 'berlin' }, states: { accepted: 2 } }],
    });
    setAudience('berlin');
    expect(await newsletter.send(ID)).toMatchObject({ kind: 'nothing' });
    expect(received()).toHaveLength(4);
  });

  test('that changes in the middle of a run is refused, unless the user amends', async () => {
    const newsletter = await openWithSegments('berlin');
    desk().newsletter.configure('delivery: { retry: { patienceMinutes: 0 } }');
    const busy = await sink({
      refuse: (to) => (to.startsWith('bob') ? [451, 'later'] : undefined),
    });
    await open({ env: { SMTP_URL: busy.url } }).send(ID);
    expect(busy.letters).toHaveLength(1);
    setAudience('all');
    const refused = {
      message: expect.stringContaining(
        'was berlin when its sending began, and 1 subscriber',
      ) as unknown,
      remedy: expect.stringContaining('pass --amend') as unknown,
    };
    await expect(newsletter.send(ID)).rejects.toMatchObject(refused);
    await expect(newsletter.dryRun(ID)).rejects.toMatchObject(refused);
    expect(received()).toEqual([]);
    const result = await newsletter.send(ID, { amend: true });
    expect(result).toMatchObject({ states: { accepted: 3, suppressed: 1 } });
    expect(received().toSorted()).toEqual(['bob', 'eve', 'kim']);
    expect(await newsletter.status(ID)).toMatchObject({
      earlier: [{ run: { audience: 'berlin' }, states: { accepted: 1, suppressed: 1 } }],
    });
  });

  test('of an edition with the same story counts: only who has it already is protected', async () => {
    const newsletter = await openWithSegments('berlin');
    await newsletter.send(ID);
    const copy = desk().newsletter.read(`content/${ID}.txt`);
    desk().newsletter.write('content/2023-06-14-two.txt', copy);
    await expect(newsletter.send('2023-06-14-two')).rejects.toThrow('has the same story as');
    desk().newsletter.write('content/2023-06-14-two.txt', copy.replace('berlin', 'rome'));
    expect(await newsletter.send('2023-06-14-two')).toMatchObject({ states: { accepted: 1 } });
  });

  test('is counted by `subscribers count`, and by `send --due` as by `send`', async () => {
    await openWithSegments('rome');
    const { newsletter } = desk();
    const counted = await newsletter.run(['subscribers', 'count', '--audience', 'rome', '--json']);
    expect(JSON.parse(counted.stdout)).toEqual({
      audience: 'rome',
      count: 1,
      leftOut: { paused: 0, suppressed: {}, alreadySent: 0, unsubscribed: 0, notInSegment: 3 },
    });
    const { stdout } = await newsletter.run(['subscribers', 'count', '--audience', 'rome']);
    expect(stdout).toBe('Audience rome:\n  1  get an edition\n  3  not in the segment\n');
    expect(await newsletter.run(['subscribers', 'count'])).toMatchObject({ code: 0 });
    expect(await open().countAudience('rome')).toMatchObject({ audience: 'rome', receivers: 1 });
    await expect(open().countAudience('Rome')).rejects.toThrow('There is no audience "Rome".');
    const unknown = await newsletter.run(['subscribers', 'count', '--audience', 'Rome']);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain('Name one of all, berlin, rome, nobody');
    newsletter.configure("schedule: { at: '07:30' }");
    expect(await open().sendDue()).toMatchObject({
      taken: [{ turn: { kind: 'send', audience: 'rome' } }],
    });
    expect(received()).toEqual(['eve']);
  });
});
