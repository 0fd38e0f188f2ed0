import type { UserError } from '../../base/user-error.ts';
import type { BuildFailure } from '../../studio/build-failure.ts';
import { ProblemsError } from '../problems-error.ts';

/** Returns a user's mistake as the studio's pages show it. */
export function failureOf(error: UserError): BuildFailure {
  if (error instanceof ProblemsError) return { kind: 'problems', problems: error.problems };
  return { kind: 'mistake', message: error.message, remedy: error.remedy };
}
