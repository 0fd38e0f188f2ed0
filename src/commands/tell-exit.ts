import type { Environment } from '../config/environment.ts';
import { ciListens, tellCi } from './ci-output.ts';
import { EXIT } from './io.ts';

/** Tells CI, where it listens, how a command came out, and of an error what it was. */
export async function tellExit(env: Environment, exit: number, error?: unknown): Promise<void> {
  const io = { env, note: (line: string) => process.stderr.write(`${line}\n`) };
  if (!ciListens(io)) return;
  const outputs = { exit };
  if (exit === EXIT.done || error === undefined) {
    tellCi(io, { outputs });
    return;
  }
  // It brings the stages along: what went well needs none of them here.
  const { errorSummary } = await import('./ci-summary.ts');
  tellCi(io, { outputs, summary: errorSummary(error, exit) });
}
