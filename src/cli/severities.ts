import type { Severity } from '../base/problem.ts';
import { plural } from './io.ts';

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

export function countBySeverity(found: readonly { readonly severity: string }[]): Counts {
  const count = (wanted: Severity) => found.filter(({ severity }) => severity === wanted).length;
  return { errors: count('error'), warnings: count('warning'), notes: count('note') };
}

/** Such as: 1 error, 2 warnings, 0 notes. */
export function countsInWords({ errors, warnings, notes }: Counts): string {
  return [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].join(', ');
}
