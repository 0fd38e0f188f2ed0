import { openWorkspace } from '../../../app/workspace.ts';
import { UserError } from '../../../base/user-error.ts';
import { printableJson } from '../../../base/printable.ts';
import { EXIT, type Io } from '../../io.ts';
import { listSubscribers, type ListFlags } from './list.ts';

/** Exports the list, or all that is kept about one reader. Returns the exit code. */
export async function exportSubscribers(
  reader: string | undefined,
  options: ListFlags,
  io: Io,
): Promise<number> {
  if (reader === undefined) return listSubscribers({ ...options, csv: options.json !== true }, io);
  const { csv, state, topic, audience } = options;
  if ([csv, state, topic, audience].some((each) => each !== undefined)) {
    throw new UserError(
      'The data of one reader is exported as JSON, and in full.',
      'Leave out --csv, --state, --topic and --audience.',
    );
  }
  const { exportReader } = await import('../../../app/subscribers/export.ts');
  io.out(printableJson(await exportReader(openWorkspace(io), reader)));
  return EXIT.done;
}
