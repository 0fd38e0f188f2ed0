import { fileFault } from '../../base/file-fault.ts';
import { UserError } from '../../base/user-error.ts';
import type { FileSaved } from '../../studio/writing.ts';

export const BUSY = {
  kind: 'failed',
  message: 'Another process is saving this file.',
  remedy: 'Wait a few seconds, then save again.',
} as const;

/** Returns why a story could not be written; throws what is a bug. */
export function failureOf(error: unknown): FileSaved {
  if (error instanceof UserError) {
    return { kind: 'failed', message: error.message, remedy: error.remedy };
  }
  const fault = fileFault(error);
  if (fault) return { kind: 'failed', message: fault.message, remedy: fault.remedy };
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  return {
    kind: 'failed',
    message: 'The file is no longer there: it was deleted or renamed.',
    remedy: 'Copy your text, then open the edition again.',
  };
}
