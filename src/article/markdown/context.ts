import type { Definition, Image, ImageReference, Node, Root } from 'mdast';
import { problem, type Problem, type ProblemCode } from '../../base/problem.ts';

/** What reading the nodes of a Markdown text needs beside them. */
export interface Context {
  /** Returns the line of the file on which a node starts. */
  readonly lineOf: (node: Node) => number;
  /** Returns what a reference such as `[text][name]` refers to. */
  readonly definition: (identifier: string) => Definition | undefined;
  /** Pictures in headings, lists and other blocks: they follow their block. */
  readonly strays: Set<Image | ImageReference>;
  readonly report: (code: ProblemCode, node: Node, detail: string) => void;
}

/** Makes the context of a text that starts on `firstLine` of its file; `problems` receives faults. */
export function contextOf(
  root: Root,
  file: string,
  firstLine: number,
  problems: Problem[],
): Context {
  const definitions = new Map<string, Definition>();
  for (const node of root.children) {
    // CommonMark: the first definition of a name counts.
    if (node.type === 'definition' && !definitions.has(node.identifier)) {
      definitions.set(node.identifier, node);
    }
  }
  const lineOf = (node: Node) => (node.position?.start.line ?? 1) + firstLine - 1;
  return {
    lineOf,
    strays: new Set(),
    definition: (identifier) => definitions.get(identifier),
    report: (code, node, detail) => {
      problems.push(problem(code, { file, line: lineOf(node) }, detail));
    },
  };
}
