import { ciListens, tellCi } from './output.ts';
import { EXIT, type Io } from '../io.ts';

/** Tells CI, where it listens, how a command came out, and of an error what it was. */
export async function tellExit(
  io: Pick<Io, 'env' | 'note'>,
  exit: number,
  error?: unknown,
): Promise<void> {
  if (!ciListens(io)) return;
  const outputs = { exit };
  if (exit === EXIT.done || error === undefined) {
    tellCi(io, { outputs });
    return;
  }
  // It brings the stages along: what went well needs none of them here.
  const { errorSummary } = await import('./summary.ts');
  tellCi(io, { outputs, summary: errorSummary(error, exit) });
}
