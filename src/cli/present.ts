import { printableJson } from '../base/printable.ts';
import type { Io } from './io.ts';

/** What a command makes of its result: an exit code, a JSON value, and lines for a person. */
export interface Presenter<Result> {
  readonly exitCode: (result: Result) => number;
  /** Undefined where there is nothing to report. */
  readonly json: (result: Result) => unknown;
  readonly text: (result: Result) => readonly string[];
}

/** Writes a result, as JSON or as text, and returns its exit code. */
export function present<Result>(
  result: Result,
  { exitCode, json, text }: Presenter<Result>,
  options: { readonly json?: boolean },
  io: Io,
): number {
  if (options.json === true) {
    const value = json(result);
    if (value !== undefined) io.out(printableJson(value));
  } else for (const line of text(result)) io.out(line);
  return exitCode(result);
}
