import { spawn } from 'node:child_process';
import type { SpamAnswer, SpamFilter } from '../../check/spam.ts';
import type { Environment } from '../../config/environment.ts';

const PATIENCE_MS = 60_000;
const PROGRAM = 'spamassassin';
/** Its report about the message; no test that asks the network. */
const ARGUMENTS = ['-t', '-L'];

/** SpamAssassin, as it is installed on this machine. */
export function spamAssassin(env: Environment, patience = PATIENCE_MS): SpamFilter {
  return (message) =>
    new Promise((resolve) => {
      const child = spawn(PROGRAM, ARGUMENTS, {
        env: { ...env },
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      // The timeout of spawn() would keep the process alive if the program does not exist.
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        // A child of the program may still hold its output open.
        settle({ ok: false, reason: `no answer in ${patience / 1000} s` });
        child.stdout.destroy();
      }, patience);
      const settle = (answer: SpamAnswer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      const chunks: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      // It may end before it has read all.
      child.stdin.on('error', () => undefined);
      child.on('error', ({ code, message: said }: NodeJS.ErrnoException) => {
        const reason = code === 'ENOENT' ? `there is no command ${PROGRAM}` : said;
        settle({ ok: false, reason });
      });
      child.on('close', (code, signal) => {
        settle(
          code === 0
            ? { ok: true, message: Buffer.concat(chunks) }
            : { ok: false, reason: `it ended with ${signal ?? `code ${code ?? ''}`}` },
        );
      });
      child.stdin.end(message);
    });
}
