import type { Problem } from '../base/problem.ts';

/** Why an edition can't be built: problems in its sources, or a mistake such as in the config. */
export type BuildFailure =
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] }
  | { readonly kind: 'mistake'; readonly message: string; readonly remedy: string };
