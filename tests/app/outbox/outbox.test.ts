import { afterEach, describe, expect, test } from 'vitest';
import { SAMPLE_ID } from '../../support/newsletter.ts';
import { readToken } from '../../../src/letter/token.ts';
import { parseSecrets } from '../../../src/base/secrets.ts';
import { parseMail } from '../../../src/mailbox/mail.ts';
import { startScripted, type ScriptedOptions } from '../../support/scripted-server.ts';
import { startSink, type SinkOptions } from '../../support/smtp-sink.ts';
import { ON, openBench, SECRET, SITE, type OutboxBench } from './outbox-bench.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function withSink(options: SinkOptions = {}, settings?: string) {
  const sink = await startSink(options);
  closers.push(sink.close);
  return { sink, bench: await benchAt(sink.url, settings) };
}

async function withScripted(options: ScriptedOptions) {
  const server = await startScripted(options);
  closers.push(server.close);
  return { server, bench: await benchAt(server.url) };
}

async function benchAt(url: string, settings?: string): Promise<OutboxBench> {
  const bench = await openBench(url, settings);
  closers.push(() => bench.close());
  return bench;
}

const LATER = 20 * 60_000;

describe('the outbox', () => {
  test('sends each kind of mail, with the link that its kind has', async () => {
    const { sink, bench } = await withSink();
    const readerId = await bench.reader('ada@example.net');
    const { readers } = bench.store;
    const address = await readers.ask(readerId, 'address', 'new@example.net');
    const exported = await readers.ask(readerId, 'export');
    const erase = await readers.ask(readerId, 'erase');
    await bench.queue('ada@example.net', { kind: 'welcome', readerId });
    await bench.queue('ada@example.net', { kind: 'already-subscribed', readerId }, 'de');
    await bench.queue('new@example.net', { kind: 'confirm-address', requestId: address.id });
    await bench.queue('old@example.net', { kind: 'address-changed', readerId });
    await bench.queue('ada@example.net', { kind: 'export', requestId: exported.id });
    await bench.queue('ada@example.net', { kind: 'erase', requestId: erase.id });
    const outbox = await bench.open();
    expect(await outbox.drain(ON)).toMatchObject({ sent: 6, deferred: 0, failed: 0 });
    const mails = await Promise.all(sink.letters.map(({ raw }) => parseMail(raw)));
    const textOf = (subject: string) =>
      mails.find((mail) => mail.subject?.startsWith(subject))?.text ?? '';
    const idIn = (text: string, path: string, purpose: Parameters<typeof readToken>[0]) => {
      const [, token = ''] = new RegExp(`^${SITE}/${path}/(\\S+)$`, 'm').exec(text) ?? [];
      return readToken(purpose, token, listId(sink.letters[0]?.raw), parseSecrets(SECRET));
    };
    expect(idIn(textOf('Welcome'), 'p', 'reader')).toBe(readerId);
    expect(idIn(textOf('Sie erhalten'), 'p', 'reader')).toBe(readerId);
    expect(idIn(textOf('Please confirm your new'), 'a', 'address')).toBe(address.id);
    expect(idIn(textOf('Your data:'), 'e', 'export')).toBe(exported.id);
    expect(idIn(textOf('Please confirm that'), 'x', 'erase')).toBe(erase.id);
    expect(textOf('Your address was changed')).toContain('The new address is a…@example.net.');
    expect(mails.map(({ messageId }) => messageId)).toHaveLength(6);
    expect(await bench.store.outbox.standing()).toEqual({ waiting: 0 });
  });

  test('sends a mail once, however many senders drain it at a time', async () => {
    const { sink, bench } = await withSink();
    const readerId = await bench.reader('ada@example.net');
    for (let index = 0; index < 40; index++) {
      await bench.queue(`p${index}@example.net`, { kind: 'address-changed', readerId });
    }
    const outboxes = [await bench.open(), await bench.open(), await bench.open()];
    const drained = await Promise.all(outboxes.map((outbox) => outbox.drain(ON)));
    expect(drained.reduce((sum, { sent }) => sum + sent, 0)).toBe(40);
    expect(new Set(sink.letters.map(({ to }) => to)).size).toBe(40);
    expect(sink.letters).toHaveLength(40);
  });

  test('tries a deferred mail again with the same Message-ID and the same bytes', async () => {
    let attempts = 0;
    const { server, bench } = await withScripted({
      script: ({ step }) =>
        step === 'dot' && ++attempts <= 2 ? { reply: '451 4.7.1 try again later' } : undefined,
    });
    const readerId = await bench.reader('ada@example.net');
    await bench.queue('ada@example.net', { kind: 'welcome', readerId });
    const outbox = await bench.open();
    expect(await outbox.drain(ON)).toMatchObject({ sent: 0, deferred: 1, failed: 0 });
    expect(await outbox.drain(ON)).toMatchObject({ sent: 0, deferred: 0, failed: 0 });
    bench.now = new Date(bench.now.getTime() + LATER);
    expect(await outbox.drain(ON)).toMatchObject({ sent: 0, deferred: 1, failed: 0 });
    bench.now = new Date(bench.now.getTime() + LATER);
    expect(await outbox.drain(ON)).toMatchObject({ sent: 1, deferred: 0, failed: 0 });
    const raw = server.accepted[0]?.raw.toString('latin1') ?? '';
    expect(raw).toMatch(/^Message-ID: <[\w-]{22}@/m);
    expect(server.unanswered.map((letter) => letter.raw.toString('latin1'))).toEqual([raw, raw]);
  });

  test('keeps its mails while no server can be reached, and says so once a drain', async () => {
    const bench = await benchAt('smtp://127.0.0.1:1');
    const readerId = await bench.reader('ada@example.net');
    for (const kind of ['welcome', 'already-subscribed'] as const) {
      await bench.queue('ada@example.net', { kind, readerId });
    }
    const outbox = await bench.open();
    const { sent, failed } = await outbox.drain(ON);
    expect({ sent, failed }).toEqual({ sent: 0, failed: 0 });
    expect(bench.events.map(({ kind }) => kind)).toContain('mail-servers');
    const sink = await startSink();
    closers.push(sink.close);
    bench.now = new Date(bench.now.getTime() + LATER);
    const other = await bench.open({ SMTP_URL: sink.url });
    expect(await other.drain(ON)).toMatchObject({ sent: 2 });
  });

  test('gives up after a permanent refusal, and suppresses an address that does not exist', async () => {
    const { sink, bench } = await withSink({
      refuse: (address) =>
        address.startsWith('nobody')
          ? [550, '5.1.1 no such user nobody@example.net']
          : [554, '5.7.1 policy'],
    });
    const readerId = await bench.reader('ada@example.net');
    await bench.queue('nobody@example.net', { kind: 'address-changed', readerId });
    const outbox = await bench.open();
    expect(await outbox.drain(ON)).toMatchObject({ sent: 0, deferred: 0, failed: 1 });
    expect(await bench.store.suppressions.find('nobody@example.net')).toMatchObject({
      kind: 'hard-bounce',
    });
    bench.now = new Date(bench.now.getTime() + LATER);
    expect(await outbox.drain(ON)).toMatchObject({ sent: 0, deferred: 0, failed: 0 });
    expect(sink.letters).toEqual([]);
  });

  test('does not repeat a mail whose connection was lost after its last byte', async () => {
    const { server, bench } = await withScripted({
      script: ({ step }) => (step === 'dot' ? { then: 'reset' } : undefined),
    });
    const readerId = await bench.reader('ada@example.net');
    await bench.queue('ada@example.net', { kind: 'welcome', readerId });
    const outbox = await bench.open();
    expect(await outbox.drain(ON)).toMatchObject({ sent: 0, deferred: 0, failed: 1 });
    bench.now = new Date(bench.now.getTime() + LATER);
    await outbox.drain(ON);
    expect(server.unanswered).toHaveLength(1);
  });

  test('sends nothing that is stale, suppressed, used up or about somebody who is gone', async () => {
    const { sink, bench } = await withSink();
    const { readers, suppressions } = bench.store;
    const readerId = await bench.reader('ada@example.net');
    const complained = await bench.reader('ben@example.net');
    const gone = await bench.reader('cem@example.net');
    const [used, old] = [
      await readers.ask(readerId, 'export'),
      await readers.ask(readerId, 'erase'),
    ];
    await readers.useRequest(used.id);
    await suppressions.add('ben@example.net', 'complained', 'complaint');
    await readers.leave([{ readerId: gone, how: 'page', agent: 'browser' }]);
    await bench.queue('ada@example.net', { kind: 'erase', requestId: old.id });
    bench.now = new Date(bench.now.getTime() + 61 * 60_000);
    await bench.queue('ada@example.net', { kind: 'export', requestId: used.id });
    await bench.queue('ben@example.net', { kind: 'welcome', readerId: complained });
    await bench.queue('ben@example.net', { kind: 'confirm', signUpId: 's'.repeat(22) });
    await bench.queue('cem@example.net', { kind: 'welcome', readerId: gone });
    await bench.queue('eve@example.net', { kind: 'welcome', readerId: 'x'.repeat(22) });
    await bench.queue('eve@example.net', { kind: 'confirm', signUpId: 'y'.repeat(22) });
    const outbox = await bench.open();
    expect(await outbox.drain(ON)).toMatchObject({ sent: 0, deferred: 0, failed: 7 });
    expect(sink.letters).toEqual([]);
  });

  test('keeps to its rate, also over what other processes sent within the hour', async () => {
    const settings = `site: { url: '${SITE}', mails: { perHour: 3 } }`;
    const { sink, bench } = await withSink({}, settings);
    const readerId = await bench.reader('ada@example.net');
    for (let index = 0; index < 5; index++) {
      await bench.queue(`p${index}@example.net`, { kind: 'address-changed', readerId });
    }
    const one = await bench.open();
    await one.drain(AbortSignal.timeout(500));
    expect(sink.letters).toHaveLength(3);
    const other = await bench.open();
    await other.drain(AbortSignal.timeout(300));
    expect(sink.letters).toHaveLength(3);
    bench.now = new Date(bench.now.getTime() + 3_601_000);
    await other.drain(ON);
    expect(sink.letters).toHaveLength(5);
  });

  test('lets the mail under way come to its end when it is stopped, and takes no other', async () => {
    const stop = new AbortController();
    const { server, bench } = await withScripted({
      script: ({ step }) => {
        if (step !== 'dot') return undefined;
        stop.abort();
        return { delay: 200 };
      },
    });
    const readerId = await bench.reader('ada@example.net');
    for (let index = 0; index < 6; index++) {
      await bench.queue(`p${index}@example.net`, { kind: 'address-changed', readerId });
    }
    const outbox = await bench.open();
    const { sent } = await outbox.drain(stop.signal);
    expect(server.accepted).toHaveLength(sent);
    expect(sent).toBeLessThanOrEqual(2);
    expect(await bench.store.outbox.standing()).toMatchObject({ waiting: 6 - sent });
    expect(await outbox.drain(ON)).toMatchObject({ sent: 6 - sent });
  });

  test('sends the newest edition to a new reader, once, and counts it in the run', async () => {
    const { sink, bench } = await withSink();
    const env = { SMTP_URL: sink.url, BROADSHEET_SECRET: SECRET };
    await bench.reader('first@example.net');
    const send = () => bench.newsletter.run(['send', SAMPLE_ID, '--yes', '--json'], env);
    expect((await send()).code).toBe(0);
    const readerId = await bench.reader('new@example.net');
    for (const to of ['new@example.net', 'new@example.net']) {
      await bench.queue(to, { kind: 'newest-edition', readerId });
    }
    const outbox = await bench.open();
    expect(await outbox.drain(ON)).toMatchObject({ sent: 1, failed: 1 });
    expect(sink.letters.map(({ to }) => to)).toEqual(['first@example.net', 'new@example.net']);
    expect((await send()).code).toBe(0);
    expect(sink.letters).toHaveLength(2);
    expect((await bench.store.readers.record(readerId))?.editions).toMatchObject([
      { edition: SAMPLE_ID, state: 'accepted' },
    ]);
    const status = await bench.newsletter.run(['status', SAMPLE_ID, '--json'], env);
    expect(JSON.parse(status.stdout)).toMatchObject({ states: { accepted: 2 } });
    expect(sink.letters[1]?.raw.toString('latin1')).toMatch(/^List-Unsubscribe-Post: /m);
  });

  test('says nothing of an address or a link in its events', async () => {
    const { bench } = await withSink({ refuse: (address) => [550, `5.1.1 no ${address}`] });
    const readerId = await bench.reader('ada@example.net');
    await bench.queue('ada@example.net', { kind: 'welcome', readerId });
    const outbox = await bench.open();
    await outbox.drain(ON);
    expect(JSON.stringify(bench.events)).not.toMatch(/ada@|v2\.|letters\.example/);
  });
});

function listId(raw: Buffer | undefined): string {
  return /^List-Id: [^<]*<([^>]*)>/m.exec(raw?.toString('latin1') ?? '')?.[1] ?? '';
}
