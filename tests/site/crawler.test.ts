/** Scanners follow every link of a letter, again and again: nothing may change. */
import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { useSite } from './site-rig.ts';

const rig = useSite();
const LETTERS = 200;
/** `BROADSHEET_CRAWL=1000` for the whole of it, some minutes. */
const ROUNDS = Number(process.env['BROADSHEET_CRAWL'] ?? 6);

type Visit = readonly [string, Record<string, string>];

const FIRST: Visit = ['GET', {}];
const VISITS: readonly Visit[] = [
  ['GET', { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Safari/537.36', accept: '*/*' }],
  ['HEAD', { 'user-agent': 'Microsoft Office' }],
  ['GET', { 'sec-purpose': 'prefetch;prerender', 'sec-fetch-site': 'cross-site' }],
  ['GET', { 'user-agent': 'BarracudaSentinel', purpose: 'prefetch' }],
  ['HEAD', {}],
  ['GET', { 'x-http-method-override': 'POST', 'content-type': 'application/json' }],
];

/** A hash of every row of every table. */
async function everything(): Promise<string> {
  const { query } = rig.store();
  const tables = await query(`select name from sqlite_master where type = 'table' order by name`);
  const rows = [];
  for (const { name } of tables) rows.push(await query(`select * from "${String(name)}"`));
  return hash('sha256', JSON.stringify(rows));
}

async function visit(path: string, [method, headers]: Visit): Promise<string> {
  const response = await rig.app().request(path, { method, headers });
  expect(response.status, path).toBeLessThan(500);
  return method === 'GET' ? response.text() : '';
}

test(
  `${ROUNDS} rounds over all addresses of ${LETTERS} letters change no state`,
  async () => {
    const people = Array.from({ length: LETTERS }, (_, index) => `crawled${index}@example.net`);
    const ids = [];
    for (const email of people) ids.push(await rig.add(email));
    const { readers } = rig.store();
    const paths = ids.flatMap((id) => [`/u/${rig.token(id)}`, `/p/${rig.token(id)}`]);
    for (const id of ids.slice(0, 10)) {
      const address = await readers.ask(id, 'address', `new-${id.toLowerCase()}@example.org`);
      paths.push(`/a/${rig.token(address.id, 'address')}`);
      paths.push(`/e/${rig.token((await readers.ask(id, 'export')).id, 'export')}`);
      paths.push(`/x/${rig.token((await readers.ask(id, 'erase')).id, 'erase')}`);
    }
    // Some have left or take a break.
    await readers.leave(
      ids.slice(0, 3).map((readerId) => ({ readerId, how: 'page', agent: 'browser' })),
    );
    await readers.choose(
      ids[5] ?? '',
      { pausedUntil: new Date('2026-09-01') },
      { source: 'a test' },
    );

    const before = await everything();
    const found = new Set<string>();
    for (const path of paths) {
      const text = await visit(path, FIRST);
      // The addresses of forms too, opened as links.
      for (const [, to = ''] of text.matchAll(/(?:href|action)="(\/[^"]*)"/g)) found.add(to);
    }
    for (const path of found) await visit(path, FIRST);
    for (let round = 0; round < ROUNDS; round += 1) {
      const how = VISITS[round % VISITS.length] ?? FIRST;
      for (const path of paths) await visit(path, how);
    }
    expect(found.size).toBeGreaterThan(LETTERS * 7);
    expect(await everything()).toBe(before);
    expect(rig.events).toEqual([]);
  },
  60_000 + ROUNDS * 2000,
);
