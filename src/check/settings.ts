import type { Problem } from '../base/problem.ts';
import type { Config } from '../config/schema.ts';

/**
 * Applies the config's `check` settings to problems: sets the severity that the config has for each
 * code, drops codes that are off, and turns a problem with an exception into a note with its reason.
 */
export function applyCheckSettings(
  problems: readonly Problem[],
  { severities, exceptions }: Config['check'],
  editionId: string,
): readonly Problem[] {
  return problems.flatMap((problem) => {
    const severity = severities[problem.code] ?? problem.severity;
    if (severity === 'off') return [];
    const exception = exceptions.find(
      ({ code, edition }) => code === problem.code && (edition ?? editionId) === editionId,
    );
    if (!exception) return [{ ...problem, severity }];
    return [{ ...problem, severity: 'note', excepted: exception.reason }];
  });
}
