import type { Io } from './io.ts';

/** What several commands have in common, as commander takes it. */
export const CONTENT = [
  '--content <dir>',
  'read editions from another folder than content/',
] as const;
export const JSON_OPTION = ['--json', 'print the result as JSON'] as const;

/** Runs a command with the world outside, and keeps its exit code. */
export type Run = (work: (io: Io) => Promise<number>) => Promise<void>;
