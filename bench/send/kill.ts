/** The promise, put to the proof: senders killed at random moments, and two of them at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../tests/support/postgres-server.ts';
import {
  CONNECTIONS,
  killOnce,
  openArena,
  sendTwice,
  SUBSCRIBERS,
  type Arena,
  type Findings,
} from '../../tests/kill/arena.ts';

/** On each store. */
const KILLS = 110;
const DOUBLES = 50;

export async function benchKill(): Promise<void> {
  console.log(`${SUBSCRIBERS} recipients, ${CONNECTIONS} connections; the server is the judge:`);
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-bench-'));
  const newFolder = () => mkdtempSync(join(folder, 'arena-'));
  await inArena('SQLite', () => openArena(newFolder()));
  const postgres = await startPostgres();
  try {
    await inArena('PostgreSQL', async () =>
      openArena(newFolder(), await postgres.createDatabase()),
    );
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }
}

async function inArena(name: string, open: () => Promise<Arena>): Promise<void> {
  const arena = await open();
  try {
    const killed = await repeat(KILLS, () => killOnce(arena, Math.random));
    console.log(`  ${name}: ${KILLS} senders killed, then gone on with: ${verdict(killed)}`);
    const doubled = await repeat(DOUBLES, () => sendTwice(arena));
    const shut = doubled.filter(({ output }) => output.includes('is being sent by')).length;
    console.log(
      `  ${name}: ${DOUBLES} times two senders at once, ${shut} shut out: ${verdict(doubled)}`,
    );
  } finally {
    await arena.close();
  }
}

async function repeat<T>(times: number, once: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  while (results.length < times) results.push(await once());
  return results;
}

function verdict(findings: readonly Findings[]): string {
  const unknown = findings.map(({ states }) => states.unknown);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const count = (which: (found: Findings) => number) => sum(findings.map(which));
  const astray = count(({ states }) => SUBSCRIBERS - states.accepted - states.unknown);
  return [
    `${count(({ twice }) => twice.length)} letters twice`,
    `${count(({ lost, open }) => lost.length + open.length)} lost`,
    `${astray} in no final state`,
    `${sum(unknown)} unknown, at most ${Math.max(...unknown)} of one kill, in ${unknown.filter((each) => each > 0).length} of ${unknown.length}`,
  ].join('; ');
}
