/** Helpers that read Markdown and return parts of the result. */
import { readMarkdown } from '../../../src/article/markdown/read.ts';
import type { Reading } from '../../../src/article/reading.ts';
import { describe as inWords } from '../../../src/base/problem.ts';

const FILE = 'content/2023-06-14-test.md';

export function reading(...lines: readonly string[]): Reading {
  const result = readMarkdown(lines.join('\n'), { file: FILE });
  if (result.ok) return result.value;
  throw new Error(result.problems.map((each) => inWords(each).finding).join('\n'));
}

/** Returns the problems that stop the reading of a text, as code and line. */
export function faults(...lines: readonly string[]) {
  const result = readMarkdown(lines.join('\n'), { file: FILE });
  return result.ok ? [] : result.problems.map(({ code, place }) => [code, place?.line]);
}

export function blocks(...lines: readonly string[]) {
  return reading('# A headline', '', ...lines).article.blocks;
}
