import type { Problem } from '../../base/problem.ts';
import type { Build, Built, Desk } from '../desk.ts';

/** Remembers the last good build of each edition, and the problems found so far. */
export interface BuildCache {
  /** Builds an edition; `build` is the last good build, even if the edition is broken now. */
  look(id: string): Promise<{ readonly built: Built; readonly build: Build | undefined }>;
  /** Returns what the checks find; the first call takes the processor for a while. */
  problems(build: Build): Promise<readonly Problem[]>;
  /** Returns what the checks have already found. */
  known(build: Build): readonly Problem[] | undefined;
}

/** Opens a cache of the builds that a desk makes. */
export function createBuildCache(desk: Pick<Desk, 'build'>): BuildCache {
  const good = new Map<string, Build>();
  const found = new WeakMap<Build, readonly Problem[]>();
  return {
    look: async (id) => {
      const built = await desk.build(id);
      if (built.ok) good.set(id, built.build);
      return { built, build: good.get(id) };
    },
    problems: async (build) => {
      const problems = await build.problems();
      found.set(build, problems);
      return problems;
    },
    known: (build) => found.get(build),
  };
}
