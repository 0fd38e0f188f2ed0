/** Postfix's smtp-source, in C: the same letter each time, without ledger, from no list. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { measure, type Contender } from './job.ts';

const LETTER_BYTES = 27_500;
/** Where Debian puts it, which is not in everybody's path. */
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/usr/local/sbin` };

export function hasSmtpSource(): boolean {
  return spawnSync('smtp-source', [], { env }).error === undefined;
}

export const smtpSource: Contender = async (job) => {
  const run = async (count: number) => {
    const child = spawn('smtp-source', options(job.connections, count, job.port), {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`smtp-source ended with ${code}.`);
  };
  const { ms } = await measure(job, (_, count) => Promise.resolve(() => run(count)));
  return { ms };
};

/** -d: another letter over the same connection. */
function options(connections: number, count: number, port: number): readonly string[] {
  const sessions = ['-d', '-s', String(connections), '-m', String(count)];
  const letter = ['-l', String(LETTER_BYTES), '-f', 'briefing@example.com', '-t', 'a@example.com'];
  return [...sessions, ...letter, `127.0.0.1:${port}`];
}
