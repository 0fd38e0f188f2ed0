/** The pages about readers over PostgreSQL, which stops to answer. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { openNewsroom, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

/** Listens on this machine and passes everything on to a database, until it is cut. */
async function relayTo(database: string) {
  const target = new URL(database);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.pipe(to);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(database);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut = async () => {
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  };
  return { url: url.href, cut };
}

describe.skipIf(!HAS_POSTGRES)('readers in PostgreSQL', () => {
  let room: Newsroom | undefined;
  let cut: (() => Promise<void>) | undefined;
  afterEach(async () => {
    await room?.close();
    await cut?.();
    expect(room?.faults).toEqual([]);
  });
  const postgres = usePostgres();

  test('are shown and changed, and without the server a page says what to do', async () => {
    const relay = await relayTo(await postgres.url());
    cut = relay.cut;
    room = await openNewsroom({ DATABASE_URL: relay.url });
    const given = { email: 'ada@example.com', name: 'Ada Abbot', consent: 'asked by phone' };
    const { location } = await room.post('/readers/add/save', given);
    const reader = `/readers/${location.split('/')[1] ?? ''}/`;
    expect(wordsOf((await room.get('/readers/')).text)).toContain('On the list 1 1 get letters');
    expect((await room.get(reader)).text).toContain('Ada Abbot');
    expect((await room.get('/readers/list/')).text).toContain('Ada Abbot');

    await cut();
    const answers = [
      await room.get('/readers/'),
      await room.get('/readers/list/'),
      await room.get(reader),
      await room.post('/readers/add/save', { ...given, email: 'eve@example.com' }),
      await room.post(`${reader}remove`, {}),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(503);
      expect(wordsOf(text)).toContain('This can’t be done now');
      expect(text).not.toMatch(/at .*\.ts:\d|postgres:postgres/);
    }
  });
});
