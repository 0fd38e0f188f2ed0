import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { studioStandings } from '../../../src/app/studio/standing.ts';
import { openWorkspace } from '../../../src/app/workspace.ts';
import { openStore, type Store } from '../../../src/store/open.ts';
import { makeNewsletter, SAMPLE_ID as ID, type Newsletter } from '../../support/newsletter.ts';

/** The sample is of June 14, 2023, in New York: 06:00 there is 10:00 UTC. */
const DUE = new Date('2023-06-14T10:00:00Z');
const WORKFLOW = '.github/workflows/send.yml';
const RUNS_DUE = "on:\n  schedule:\n    - cron: '0 10 * * *'\njobs: broadsheet send --due\n";

let newsletter: Newsletter;
let store: Store;
beforeEach(async () => {
  newsletter = makeNewsletter();
  store = await openStore({ kind: 'sqlite', file: ':memory:' }, () => DUE);
});
afterEach(() => store.close());

async function standingAt(time: string, env: Readonly<Record<string, string>> = {}) {
  const clock = () => new Date(time);
  const workspace = openWorkspace({ cwd: newsletter.folder, env, clock });
  return (await studioStandings(workspace, store).standings([ID])).get(ID);
}
const schedule = (more = '') => {
  newsletter.configure(`schedule: { at: '06:00'${more} }`);
};
const onThisMachine = () => {
  newsletter.write('compose.yaml', 'command: broadsheet send --due\n');
};

describe('how an edition stands', () => {
  test('without an hour it is a draft, whatever its date is', async () => {
    onThisMachine();
    for (const time of ['2023-06-01', '2023-06-14', '2023-07-01'])
      expect(await standingAt(`${time}T12:00:00Z`)).toEqual({ kind: 'draft' });
  });

  test('with an hour it is scheduled only where something runs `send --due`', async () => {
    schedule();
    expect(await standingAt('2023-06-14T09:59:00Z')).toEqual({ kind: 'draft', due: DUE });
    onThisMachine();
    expect(await standingAt('2023-06-14T09:59:00Z')).toEqual({ kind: 'scheduled', due: DUE });
  });

  test('where nothing runs `send --due`, its hour makes it missed only once the day is over', async () => {
    schedule();
    for (const time of ['2023-06-14T10:01:00Z', '2023-06-14T20:00:00Z', '2023-06-15T03:59:00Z'])
      expect(await standingAt(time)).toEqual({ kind: 'draft', due: DUE });
    expect(await standingAt('2023-06-15T04:00:00Z')).toEqual({ kind: 'missed', due: DUE });
  });

  test('its own hour in the front matter counts, with no schedule in the config', async () => {
    onThisMachine();
    const article = `content/${ID}.txt`;
    newsletter.write(article, `---\nsend: 2023-06-14 07:30\n---\n${newsletter.read(article)}`);
    const due = new Date('2023-06-14T11:30:00Z');
    expect(await standingAt('2023-06-14T09:00:00Z')).toEqual({ kind: 'scheduled', due });
  });

  test('with `hold:` it is held before its hour and after, and also without one', async () => {
    const article = `content/${ID}.txt`;
    newsletter.write(article, `---\nhold: no answer yet\n---\n${newsletter.read(article)}`);
    const hold = { reason: 'no answer yet', place: { file: article, line: 2 } };
    expect(await standingAt('2023-06-14T09:00:00Z')).toEqual({ kind: 'held', hold });
    schedule();
    onThisMachine();
    for (const time of ['2023-06-14T09:00:00Z', '2023-06-14T10:01:00Z', '2023-07-14T10:01:00Z'])
      expect(await standingAt(time)).toEqual({ kind: 'held', hold, due: DUE });
  });

  test.each([
    ['2023-06-14T10:00:00Z', '', 'due'],
    ['2023-06-14T15:59:00Z', '', 'due'],
    ['2023-06-14T16:01:00Z', '', 'missed'],
    ['2023-06-14T16:01:00Z', ", lateness: { policy: 'skip' }", 'missed'],
    ['2023-06-14T16:01:00Z', ", lateness: { policy: 'send' }", 'due'],
    ['2023-06-14T12:01:00Z', ', lateness: { hours: 2 }', 'missed'],
    ['2023-06-21T10:01:00Z', '', 'missed'],
    ['2023-06-21T10:01:00Z', ", lateness: { policy: 'send' }", 'missed'],
  ])('at %s, with the lateness {%s}, it is %s', async (time, lateness, kind) => {
    schedule(lateness);
    onThisMachine();
    expect(await standingAt(time)).toEqual({ kind, due: DUE });
  });

  test('where CI sends and keeps its own record, a past hour tells nothing', async () => {
    schedule();
    newsletter.write(WORKFLOW, RUNS_DUE);
    expect(await standingAt('2023-06-14T09:00:00Z')).toEqual({ kind: 'scheduled', due: DUE });
    expect(await standingAt('2023-06-20T10:00:00Z')).toEqual({ kind: 'unrecorded', due: DUE });
    const env = { DATABASE_URL: 'postgres://localhost/x' };
    expect(await standingAt('2023-06-20T10:00:00Z', env)).toEqual({ kind: 'missed', due: DUE });
  });

  test('it follows the first subscriber’s own hour where each has one', async () => {
    newsletter.configure("audience: { timeZone: 'subscriber' }");
    schedule();
    onThisMachine();
    const email = 'a@example.com';
    await store.subscribers.save([{ email, attributes: { timezone: 'Asia/Tokyo' } }]);
    const due = new Date('2023-06-13T21:00:00Z');
    expect(await standingAt('2023-06-13T20:00:00Z')).toEqual({ kind: 'scheduled', due });
    expect(await standingAt('2023-06-13T22:00:00Z')).toEqual({ kind: 'due', due });
  });

  test('a broken config or front matter leaves it a draft, and throws nothing', async () => {
    schedule();
    onThisMachine();
    newsletter.write(`content/${ID}.txt`, '---\nsend: [\n---\nHeadline\n\nText.\n');
    expect(await standingAt('2023-06-14T10:00:00Z')).toEqual({ kind: 'draft' });
    newsletter.write('broadsheet.config.ts', 'export default {');
    expect(await standingAt('2023-06-14T10:00:00Z')).toBeUndefined();
  });

  test('the plan names the schedule with its zone, and what runs it', async () => {
    const workspace = openWorkspace({ cwd: newsletter.folder, env: {}, clock: () => DUE });
    const { plan } = studioStandings(workspace, store);
    expect(await plan()).toEqual({ schedulers: [], recorded: true });
    schedule();
    newsletter.write(WORKFLOW, RUNS_DUE);
    expect(await plan()).toMatchObject({
      schedule: { at: '06:00', timeZone: 'America/New_York' },
      schedulers: [WORKFLOW],
      recorded: false,
    });
  });
});
