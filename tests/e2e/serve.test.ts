import net from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStoreOf, openWorkspace } from '../../src/app/workspace.ts';
import type { Environment } from '../../src/config/environment.ts';
import { makeToken } from '../../src/letter/token.ts';
import { parseSecrets } from '../../src/base/secrets.ts';
import type { NewMail } from '../../src/subscribers/outbox.ts';
import { makeNewsletter, SAMPLE_ID, type Newsletter, type Running } from '../support/newsletter.ts';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { startScripted } from '../support/scripted-server.ts';

const SECRET = '0123456789abcdef0123456789abcdef';
const ENV: Environment = { BROADSHEET_SECRET: SECRET };
const LIST_ID = 'the-politics-briefing.example.com';

let newsletter: Newsletter;
const running: Running[] = [];
const closers: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  newsletter = makeNewsletter();
  newsletter.configure(`site: { url: 'http://localhost:4700', mails: {} }`);
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  for (const close of closers.splice(0)) await close();
});

async function start(env: Environment = {}, args: readonly string[] = []) {
  const site = newsletter.start(['serve', '--port', '0', ...args], { ...ENV, ...env });
  running.push(site);
  const [, address = ''] = await site.printed(/The site is open: (\S+)/);
  return { site, address };
}

/** Works with the newsletter's database beside the server. */
async function inStore<T>(
  work: (store: Awaited<ReturnType<typeof openStoreOf>>) => Promise<T>,
  env: Environment = {},
): Promise<T> {
  const clock = () => new Date();
  const workspace = openWorkspace({ cwd: newsletter.folder, env: { ...ENV, ...env }, clock });
  const store = await openStoreOf(workspace);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const filesIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name));

async function readerId(email: string, env?: Environment): Promise<string> {
  return inStore(async (store) => {
    await store.subscribers.save([{ email, attributes: {} }]);
    const reader = await store.readers.findByEmail(email);
    if (!reader) throw new Error(`${email} is not on the list.`);
    return reader.readerId;
  }, env);
}

const queue = (...mails: readonly NewMail[]) => inStore((store) => store.outbox.add(mails));
const tokenOf = (id: string) => makeToken('reader', LIST_ID, id, parseSecrets(SECRET));

async function status(url: string, method = 'GET'): Promise<number> {
  const response = await fetch(url, { method, redirect: 'manual' });
  await response.text();
  return response.status;
}

describe('serve', () => {
  test('prints its address, unsubscribes by one click, and ends with 0 on SIGTERM', async () => {
    const id = await readerId('ada@example.net');
    const { site, address } = await start();
    expect(await status(`${address}/healthz`)).toBe(200);
    expect(await status(`${address}/readyz`)).toBe(200);
    expect(await status(`${address}/u/${tokenOf(id)}`, 'POST')).toBe(200);
    await inStore(async ({ readers }) => {
      expect((await readers.find(id))?.state.kind).toBe('unsubscribed');
    });
    site.child.kill('SIGTERM');
    const { code, stderr } = await site.ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/POST \/u\/:token 200 \d+ ms/);
    expect(stderr).not.toMatch(new RegExp(`v2\\.|${id}|ada@`));
  });

  test('writes its log as JSON, without a token or an address', async () => {
    const { address } = await startJson();
    const token = tokenOf(await readerId('ada@example.net'));
    await status(`${address}/u/${token}`, 'POST');
    await status(`${address}/u/${token}/x?email=ada@example.net`);
    const [{ child, ended } = expect.unreachable()] = running;
    child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    const lines = stderr.trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    expect(entries).toMatchObject([
      { kind: 'request', route: 'POST /u/:token', status: 200 },
      { kind: 'request', status: 404 },
    ]);
    expect(stderr).not.toMatch(/v2\.|ada@/);
  });

  test('sends queued mails, and finishes the one under way when it is stopped', async () => {
    const server = await startScripted({
      script: ({ step }) => (step === 'dot' ? { delay: 1500 } : undefined),
    });
    closers.push(server.close);
    const id = await readerId('ada@example.net');
    const mail = { kind: 'welcome', readerId: id } as const;
    await queue({ to: 'ada@example.net', mail });
    const { site } = await start({ SMTP_URL: server.url });
    while (!server.lines.flat().includes('DATA')) await sleep(20);
    site.child.kill('SIGTERM');
    expect((await site.ended).code).toBe(0);
    expect(server.accepted).toHaveLength(1);
    await inStore(async ({ outbox }) => {
      expect(await outbox.standing()).toEqual({ waiting: 0 });
    });
  });

  test('removes the letters of a reader who is erased from the built-in mailbox and dry runs', async () => {
    const [id] = [await readerId('ada@example.net'), await readerId('ben@example.net')];
    await newsletter.run(['send', '--dry-run'], ENV);
    await newsletter.run(['send'], ENV);
    const places = () => [
      ...filesIn(newsletter.path('.broadsheet', 'mailbox', 'new')),
      ...filesIn(newsletter.path('dist', SAMPLE_ID, 'dry-run')),
    ];
    const mentions = (email: string) =>
      places().filter((file) => readFileSync(file, 'utf8').includes(email)).length;
    expect([mentions('ada@example.net'), mentions('ben@example.net')]).toEqual([2, 2]);
    const { address } = await start();
    const request = await inStore((store) => store.readers.ask(id, 'erase'));
    const token = makeToken('erase', LIST_ID, request.id, parseSecrets(SECRET));
    const erased = await fetch(`${address}/x/${token}`, { method: 'POST' });
    expect(erased.status).toBe(200);
    expect([mentions('ada@example.net'), mentions('ben@example.net')]).toEqual([0, 2]);
  });

  test('finishes a request under way when it is stopped, and takes no other', async () => {
    const id = await readerId('ada@example.net');
    const { site, address } = await start();
    const { hostname, port } = new URL(address);
    const slow = net.connect(Number(port), hostname);
    let answer = '';
    slow.on('data', (chunk) => (answer += chunk.toString()));
    slow.write(
      `POST /u/${tokenOf(id)} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 26\r\n\r\nList-Unsub`,
    );
    await sleep(200);
    site.child.kill('SIGTERM');
    await site.printed(/Stopping/);
    slow.write('scribe=One-Click');
    expect((await site.ended).code).toBe(0);
    expect(answer).toMatch(/^HTTP\/1.1 200/);
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });

  test('closes the connection of a client that sends too slowly', async () => {
    const { address } = await start();
    const { hostname, port } = new URL(address);
    const slow = net.connect(Number(port), hostname);
    slow.on('error', () => undefined);
    slow.write('GET /healthz HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => slow.write('X-Drip: y\r\n'), 500);
    const began = performance.now();
    slow.resume();
    await once(slow, 'close');
    clearInterval(drip);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(await status(`${address}/healthz`)).toBe(200);
  });

  test('that is killed in the middle of a mail leaves it to the next sender, with the same Message-ID', async () => {
    let letters = 0;
    const server = await startScripted({
      script: ({ step }) => (step === 'dot' && letters++ === 0 ? { then: 'stall' } : undefined),
    });
    closers.push(server.close);
    const id = await readerId('ada@example.net');
    await queue({ to: 'ada@example.net', mail: { kind: 'welcome', readerId: id } });
    const { site } = await start({ SMTP_URL: server.url });
    while (server.unanswered.length === 0) await sleep(20);
    site.child.kill('SIGKILL');
    await site.ended;
    // A sender that died holds its mails for a minute.
    await inStore(async ({ outbox }) => {
      expect(await outbox.claim('another', 1, 60)).toEqual([]);
    });
    const database = new DatabaseSync(newsletter.path('.broadsheet', 'broadsheet.sqlite'));
    database.exec(`update outbox set owned_until = '2000-01-01T00:00:00.000Z'`);
    database.close();
    await start({ SMTP_URL: server.url });
    while (server.accepted.length === 0) await sleep(200);
    const messageIds = [...server.unanswered, ...server.accepted].map(
      ({ raw }) => /^Message-ID: (.*)\r$/m.exec(raw.toString('latin1'))?.[1],
    );
    expect(messageIds).toHaveLength(2);
    expect(new Set(messageIds).size).toBe(1);
  });

  test('reports a missing site, a missing secret and a taken port, each with its remedy', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    closers.push(() => new Promise((resolve) => taken.close(resolve)));
    const { port } = taken.address() as net.AddressInfo;
    const busy = await newsletter.run(['serve', '--port', String(port)], ENV);
    expect({ code: busy.code, stderr: busy.stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /can't listen on 127\.0\.0\.1:\d+: .*\n {2}Stop the program that uses the port, or pass another one to --port\./,
      ) as string,
    });
    const secretless = await newsletter.run(['serve', '--port', '0'], {});
    expect(secretless.code).toBe(2);
    expect(secretless.stderr).toContain('BROADSHEET_SECRET is not set.');
    const odd = await newsletter.run(['serve', '--port', 'http'], ENV);
    expect({ code: odd.code, stderr: odd.stderr }).toMatchObject({ code: 2 });
    const siteless = makeNewsletter();
    const { code, stderr } = await siteless.run(['serve'], ENV);
    expect(code).toBe(2);
    expect(stderr).toContain('The config has no site.url');
  });

  test.each([
    ['smtp://localhost:2525', {}, 'servers'],
    [undefined, {}, 'mailbox'],
    [undefined, { DATABASE_URL: 'postgres://127.0.0.1:1/none' }, 'later'],
  ])('with SMTP_URL=%s and %j says that mails go to "%s"', async (smtp, env, mails) => {
    const { mails: said } = await startJson({ ...env, ...(smtp && { SMTP_URL: smtp }) });
    expect(said).toBe(mails);
  });
});

async function startJson(env: Environment = {}) {
  const site = newsletter.start(['serve', '--port', '0', '--json'], { ...ENV, ...env });
  running.push(site);
  const [line] = await site.printed(/^\{"address".*\}$/m);
  return JSON.parse(line) as { readonly address: string; readonly mails: string };
}

describe.skipIf(!HAS_POSTGRES)('serve on PostgreSQL', () => {
  const postgres = usePostgres();

  test('starts while the database is down, answers 503, and recovers by itself', async () => {
    const real = new URL(await postgres.url());
    // The place where the database will be.
    const front = net.createServer((client) => {
      const server = net.connect(Number(real.port), real.hostname);
      client.pipe(server).pipe(client);
      for (const socket of [client, server]) socket.on('error', () => socket.destroy());
    });
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    const { port } = front.address() as net.AddressInfo;
    await new Promise((resolve) => front.close(resolve));
    const url = new URL(real);
    url.hostname = '127.0.0.1';
    url.port = String(port);
    const env = { DATABASE_URL: url.href };
    const { site, address } = await start(env);
    await site.printed(/The database can't be used/);
    const token = tokenOf('x'.repeat(22));
    expect(await status(`${address}/healthz`)).toBe(200);
    expect(await status(`${address}/readyz`)).toBe(503);
    expect(await status(`${address}/u/${token}`, 'POST')).toBe(503);
    front.listen(port, '127.0.0.1');
    await once(front, 'listening');
    closers.push(() => new Promise((resolve) => front.close(resolve)));
    while ((await status(`${address}/readyz`)) !== 200) await sleep(200);
    expect(await status(`${address}/u/${token}`, 'POST')).toBe(200);
    site.child.kill('SIGTERM');
    expect((await site.ended).code).toBe(0);
  });
});
