import { expect, test } from 'vitest';
import type { SendEvent, TakeOverQuestion } from '../../../src/index.ts';
import { openQueryable } from '../../store/queryable.ts';
import { scripted, sink } from '../../support/test-servers.ts';
import { ID, TOO_LARGE, useNewsletter } from './open.ts';

const { desk, openWithList } = useNewsletter();

/** The kinds of events, in order, without those that differ from run to run. */
function kindsOf(events: readonly { readonly kind: string }[]): readonly string[] {
  return events.map(({ kind }) => kind).filter((kind) => kind !== 'connected');
}

test('send() sends to everybody once, and reports each step', async () => {
  const newsletter = await openWithList();
  const events: SendEvent[] = [];
  const result = await newsletter.send(ID, { onEvent: (event) => events.push(event) });
  expect(result).toMatchObject({
    kind: 'ended',
    edition: ID,
    destination: { kind: 'server' },
    ending: { kind: 'finished' },
    before: { planned: 3 },
    states: { accepted: 3, planned: 0 },
    failures: [],
  });
  expect(kindsOf(events)).toEqual([
    'prepared',
    'checked',
    'audience',
    'server',
    'started',
    'outcome',
    'outcome',
    'outcome',
    'ended',
  ]);
  expect(events.find(({ kind }) => kind === 'outcome')).toMatchObject({
    subscriber: { email: 'ada@example.com' },
    state: 'accepted',
    attempt: 1,
  });
  expect(await newsletter.send(ID)).toMatchObject({ kind: 'nothing', changed: false });
  expect(desk().sink.letters).toHaveLength(3);
});

test('send() reports and returns plain data without passwords and secrets', async () => {
  const server = await scripted({ extensions: ['AUTH PLAIN'] });
  const web = "home: 'https://example.com/', unsubscribe: 'https://example.com/u/{token}'";
  desk().newsletter.configure(`links: { ${web} }`);
  const newsletter = await openWithList({
    env: {
      SMTP_URL: server.url.replace('//', '//desk:hunter2@'),
      BROADSHEET_SECRET: 'a-secret-of-at-least-thirty-two-characters',
    },
  });
  const said: unknown[] = [await newsletter.check(ID), await newsletter.dryRun(ID)];
  said.push(await newsletter.send(ID, { onEvent: (event) => said.push(event) }));
  said.push(await newsletter.status(ID));
  expect(server.accepted).toHaveLength(3);
  // A function, such as a connection's, can't be cloned.
  expect(() => structuredClone(said)).not.toThrow();
  expect(JSON.stringify(said)).not.toMatch(/hunter2|a-secret-of/);
});

test('send() asks before it sends through a server, and sends nothing after a no', async () => {
  const newsletter = await openWithList();
  const asked: unknown[] = [];
  const confirm = (question: unknown) => {
    asked.push(question);
    return false;
  };
  expect(await newsletter.send(ID, { confirm })).toMatchObject({ kind: 'declined' });
  expect(asked).toEqual([
    {
      edition: ID,
      audience: 'all',
      count: 3,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      destination: { kind: 'server', name: expect.any(String) as string },
    },
  ]);
  expect(desk().sink.letters).toEqual([]);
  expect(await newsletter.status(ID)).toMatchObject({ kind: 'not-started' });
});

test('send() starts no run if the signal was aborted before', async () => {
  const newsletter = await openWithList();
  const result = await newsletter.send(ID, { signal: AbortSignal.abort() });
  expect(result).toMatchObject({ kind: 'interrupted' });
  expect(desk().sink.letters).toEqual([]);
  expect(await newsletter.status(ID)).toMatchObject({ kind: 'not-started' });
});

test('send() stops after the letters under way when the signal is aborted, and continues when called again', async () => {
  desk().newsletter.configure('delivery: { maxConnections: 1 }');
  const newsletter = await openWithList();
  const stop = new AbortController();
  const onEvent = ({ kind }: SendEvent) => {
    if (kind === 'outcome') stop.abort();
  };
  const cut = await newsletter.send(ID, { onEvent, signal: stop.signal });
  expect(cut).toMatchObject({ kind: 'ended', ending: { kind: 'interrupted' } });
  expect(desk().sink.letters.length).toBeLessThan(3);
  await newsletter.send(ID);
  expect(
    desk()
      .sink.letters.map(({ to }) => to)
      .sort(),
  ).toEqual(['ada@example.com', 'bob@example.com', 'eve@example.com']);
});

test.each(['prepared', 'started', 'connected', 'outcome', 'ended'] as const)(
  'send() rejects with what a listener throws at "%s", and nobody gets a letter twice',
  async (at) => {
    const newsletter = await openWithList();
    const onEvent = ({ kind }: SendEvent) => {
      if (kind === at) throw new Error('the listener failed');
    };
    await expect(newsletter.send(ID, { onEvent })).rejects.toThrow('the listener failed');
    await newsletter.send(ID);
    expect(await newsletter.status(ID)).toMatchObject({ states: { accepted: 3, unknown: 0 } });
    expect(desk().sink.letters).toHaveLength(3);
  },
);

test('two calls of send() in one process send an edition once', async () => {
  const server = await scripted({
    script: ({ step, letter }) => (step === 'dot' && letter === 0 ? { delay: 1500 } : undefined),
  });
  const newsletter = await openWithList({ env: { SMTP_URL: server.url } });
  let start: (() => void) | undefined;
  const started = new Promise<true>((resolve) => {
    start = () => {
      resolve(true);
    };
  });
  const first = newsletter.send(ID, {
    onEvent: ({ kind }) => {
      if (kind === 'started') start?.();
    },
  });
  const second = await newsletter.send(ID, { confirm: () => started });
  expect(second).toMatchObject({ kind: 'owned' });
  expect(await first).toMatchObject({ kind: 'ended', states: { accepted: 3 } });
  expect(server.accepted).toHaveLength(3);
});

test('send() counts refused letters by reason, and undelivered() lists them', async () => {
  const refuse = (address: string) =>
    address.startsWith('bob') ? ([550, '5.1.1 no such user'] as const) : undefined;
  const server = await sink({ refuse });
  const newsletter = await openWithList({ env: { SMTP_URL: server.url } });
  expect(await newsletter.send(ID)).toMatchObject({
    states: { accepted: 2, rejected: 1 },
    failures: [{ domain: 'example.com', state: 'rejected', count: 1 }],
  });
  expect(await Array.fromAsync(newsletter.undelivered(ID))).toMatchObject([
    { email: 'bob@example.com', state: 'rejected', attempts: 1 },
  ]);
  expect(await newsletter.status(ID)).toMatchObject({
    kind: 'started',
    run: { edition: ID, total: 3 },
    domains: [{ domain: 'example.com', states: { rejected: 1 } }],
  });
});

test('send() returns the problems of a letter that does not pass the checks', async () => {
  const newsletter = await openWithList();
  desk().newsletter.configure(TOO_LARGE);
  const result = await newsletter.send(ID);
  expect(result).toMatchObject({ kind: 'checks-failed' });
  expect(await newsletter.dryRun(ID)).toEqual(result);
});

test('send() asks before it takes a run over from another sender', async () => {
  const server = await scripted({
    script: ({ step }) => (step === 'rcpt' ? { reply: '450 later' } : undefined),
  });
  const newsletter = await openWithList({ env: { SMTP_URL: server.url } });
  desk().newsletter.configure('delivery: { retry: { patienceMinutes: 0 } }');
  await newsletter.send(ID);
  const file = desk().newsletter.path('.broadsheet', 'broadsheet.sqlite');
  const store = await openQueryable({ kind: 'sqlite', file });
  await store.query(`update runs set owner = 'elsewhere:1', owned_until = '2999-01-01'`);
  const asked: TakeOverQuestion[] = [];
  const sendAgain = (answer: boolean) =>
    newsletter.send(ID, {
      takeOver: true,
      confirmTakeOver: (question) => {
        asked.push(question);
        return answer;
      },
    });
  expect(await newsletter.send(ID)).toMatchObject({ kind: 'owned', owner: 'elsewhere:1' });
  expect(await sendAgain(false)).toMatchObject({ kind: 'declined' });
  expect(await sendAgain(true)).toMatchObject({ kind: 'ended' });
  const question = { edition: ID, owner: 'elsewhere:1', until: expect.any(Date) as Date };
  expect(asked).toEqual([question, question]);
  await store.close();
});
