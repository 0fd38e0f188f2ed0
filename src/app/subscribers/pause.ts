import { withStore, type Workspace } from '../workspace.ts';

/**
 * Pauses a reader, by their opaque id, until a time; without one, ends the pause. Returns false if
 * nobody has the id.
 */
export async function pauseReader(
  workspace: Workspace,
  readerId: string,
  until: Date | undefined,
): Promise<boolean> {
  return withStore(workspace, ({ readers }) =>
    readers.choose(readerId, { pausedUntil: until ?? null }, { source: 'by hand' }),
  );
}
