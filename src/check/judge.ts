import type { Config } from '../config/schema.ts';
import type { Problem } from '../base/problem.ts';

/**
 * Problems as the config judges them: with its severities, without what is off, and what an
 * exception lets pass as a note that tells the reason.
 */
export function judge(
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
