import type { Problem } from '../base/problem.ts';
import type { Build, Built } from './desk.ts';
import type { RunView, Standing } from './standing.ts';

/** An edition as its pages show it. */
export interface EditionView {
  readonly built: Built;
  /** The last good build, even if the edition is broken now. */
  readonly build: Build | undefined;
  /** What the checks found in that build; undefined while they run. */
  readonly found: readonly Problem[] | undefined;
  /** That of the last good build; the edition's id without one. */
  readonly subject: string;
  readonly run: RunView | undefined;
  readonly standing: Standing;
  /** Of the newsletter. */
  readonly timeZone: string;
}
