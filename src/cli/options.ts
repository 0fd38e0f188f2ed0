import type { Io } from './io.ts';
import type { JobRecord, RecordOptions } from './log/job-record.ts';

/** Options that several commands share, as commander takes them. */
export const CONTENT = [
  '--content <dir>',
  'read editions from this folder (default: content/)',
] as const;
export const JSON_OPTION = ['--json', 'print the result as JSON'] as const;
export const EDITION = [
  '[edition]',
  'an edition’s id (default: the newest that is not in the future)',
] as const;

/**
 * Runs a command in the surroundings, and keeps its exit code. `record` keeps the job in files,
 * whatever fails.
 */
export type RunCommand = (
  work: (io: Io, record?: JobRecord) => Promise<number>,
  record?: RecordOptions,
) => Promise<void>;
