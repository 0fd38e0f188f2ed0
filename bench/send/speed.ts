/** Letters a second of every contender, turn by turn in one run, to one sink. */
import { median } from '../median.ts';
import { runContender, startSink, type Result } from './children.ts';
import type { ContenderName } from './contenders.ts';
import { hasSmtpSource } from './smtp-source.ts';

const ROUNDS = 3;
const WARM_UP = 0.15;

/** A contender with the one it is compared with, and enough letters for some seconds. */
interface Entry {
  readonly name: ContenderName;
  readonly rival: ContenderName;
  readonly letters: number;
}

const COMPOSING = 'nodemailer pool';
const SIGNING = 'nodemailer pool, RSA-2048';
const FIELD: readonly Entry[] = [
  { name: COMPOSING, rival: COMPOSING, letters: 3000 },
  { name: 'broadsheet', rival: COMPOSING, letters: 30_000 },
  { name: SIGNING, rival: SIGNING, letters: 1500 },
  { name: 'broadsheet, RSA-2048', rival: SIGNING, letters: 15_000 },
  { name: 'nodemailer pool, ready bytes', rival: COMPOSING, letters: 8000 },
  { name: 'smtp-source', rival: COMPOSING, letters: 30_000 },
  { name: 'bare socket', rival: COMPOSING, letters: 80_000 },
];
/** Each letter takes two round trips: these are a hundred a connection. */
const SLOW_FIELD: readonly Entry[] = [
  { name: COMPOSING, rival: COMPOSING, letters: 500 },
  { name: 'broadsheet', rival: COMPOSING, letters: 500 },
];

export async function benchSpeed(): Promise<void> {
  const installed = hasSmtpSource();
  const field = FIELD.filter(({ name }) => name !== 'smtp-source' || installed);
  console.log(`sending to a sink on loopback, median of ${ROUNDS}, one process each:`);
  for (const connections of [5, 20]) await compare(field, connections);
  if (!installed) console.log('  smtp-source of Postfix is not installed.');
  console.log('the same over a link with a round trip of 50 ms:');
  await compare(SLOW_FIELD, 5, 25);
}

async function compare(field: readonly Entry[], connections: number, delayMs = 0): Promise<void> {
  const sink = await startSink(delayMs);
  const results = new Map<ContenderName, Result[]>(field.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { name, letters } of field) {
      const warmUp = Math.round(letters * WARM_UP);
      const job = { port: sink.port, warmUp, letters, connections };
      results.get(name)?.push(await runContender(name, job, sink));
    }
  }
  await sink.stop();
  const speeds = new Map(
    [...results].map(([name, of]) => [name, median(of.map((each) => each.lettersPerSecond))]),
  );
  for (const { name, rival } of field) {
    const times = (speeds.get(name) ?? 0) / (speeds.get(rival) ?? 1);
    console.log(line(name, connections, results.get(name) ?? [], times));
  }
}

function line(
  name: string,
  connections: number,
  results: readonly Result[],
  times: number,
): string {
  const speeds = results.map(({ lettersPerSecond }) => lettersPerSecond);
  const [least, most] = [Math.min(...speeds), Math.max(...speeds)].map(shown);
  const memory = Math.max(...results.map((each) => each.memory?.highest ?? 0)) / 1e6;
  const bytes = median(results.map(({ bytesPerLetter }) => bytesPerLetter)) / 1000;
  return [
    `  ${name.padEnd(29)} ${String(connections).padStart(2)} connections`,
    `${shown(median(speeds)).padStart(7)} letters/s (${least} to ${most})`.padEnd(38),
    `× ${times.toFixed(1).padStart(4)}`,
    `${bytes.toFixed(1)} KB each`,
    memory === 0 ? '' : `${memory.toFixed(0)} MB`,
  ].join('  ');
}

function shown(speed: number): string {
  return speed.toLocaleString('en-US', { maximumFractionDigits: speed < 100 ? 1 : 0 });
}
