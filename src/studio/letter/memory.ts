import type { Problem } from '../../base/problem.ts';
import type { Build, Built, Desk } from '../desk.ts';

/** What the pages of editions remember: the last good build of each, and what the gate has found. */
export interface Memory {
  /** An edition as it is now, and the letter to show: the last good one while it is broken. */
  look(id: string): Promise<{ readonly built: Built; readonly build: Build | undefined }>;
  /** What the gate finds; it takes the processor for a while the first time. */
  problems(build: Build): Promise<readonly Problem[]>;
  /** What the gate has found already. */
  known(build: Build): readonly Problem[] | undefined;
}

export function createMemory(desk: Pick<Desk, 'build'>): Memory {
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
