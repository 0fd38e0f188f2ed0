import type { Heading, PhrasingContent, RootContent } from 'mdast';
import { defined } from '../../base/defined.ts';
import { failed, hasErrors, ok, problem, type Problem, type Result } from '../../base/problem.ts';
import { plainText } from '../rich-text.ts';
import type { LeftOut, Reading } from '../reading.ts';
import { NOTHING_GIVEN } from '../wire/read-wire.ts';
import type { Given } from '../wire/parts.ts';
import { blocksOf } from './blocks.ts';
import { contextOf } from './context.ts';
import { partsOf, type IsFree } from './head.ts';
import { foldLines, inlineOf } from './inline.ts';
import { nestingFault } from './nesting.ts';
import { parseTree } from './tree.ts';

export interface MarkdownOptions {
  /** Its name in problems. */
  readonly file: string;
  /** The line of the file on which the text starts. Default: 1. */
  readonly firstLine?: number;
  /** What front matter says about the parts of the text. */
  readonly given?: Given;
  /** The headline that front matter sets. */
  readonly headline?: string | undefined;
}

/**
 * Reads an article in Markdown (CommonMark with tables and footnotes). The headline is the first heading of level 1, or the heading that the text starts with;
 * a short paragraph above it is the section. Parts that are `given` by front matter stay in the story,
 * except for a headline of the same words. Fails with a line for raw HTML, a link with another
 * scheme than http, https or mailto, and text that is nested too deeply.
 */
export function readMarkdown(
  text: string,
  { file, firstLine = 1, given = NOTHING_GIVEN, headline: ownHeadline }: MarkdownOptions,
): Result<Reading> {
  const tooDeep = nestingFault(text);
  if (tooDeep !== undefined) {
    return failed(problem('article/nesting', { file, line: tooDeep + firstLine - 1 }));
  }
  const problems: Problem[] = [];
  const root = parseTree(text);
  const context = contextOf(root, file, firstLine, problems);
  const wordsOf = (nodes: readonly PhrasingContent[]) =>
    plainText(foldLines(inlineOf(nodes, context)));
  const isFree = (part: string) => !given.set.has(part) && !given.none.has(part);
  const found = splitHead(root.children, wordsOf, isFree);
  const repeats = found.headline && wordsOf(found.headline.children).trim() === ownHeadline;
  const isTaken = isFree('headline') || repeats === true;
  const { section, headline, rest }: Head = isTaken ? found : { rest: root.children };
  // Pictures that were met while the head was looked for are met again.
  context.strays.clear();
  const title = headline && wordsOf(headline.children).trim();
  const { imageLine, ...parts } = partsOf(blocksOf(rest, context), isFree);
  const [first = root] = root.children;
  const article = {
    ...parts,
    lines: { headline: context.lineOf(headline ?? first), ...defined({ image: imageLine }) },
    ...defined({ section, headline: title === '' ? undefined : title }),
  };
  const reading = { article, leftOut: unusedDefinitions(root.children, context.lineOf) };
  return hasErrors(problems) ? failed(...problems) : ok(reading, problems);
}

interface Head {
  readonly section?: string;
  readonly headline?: Heading;
  readonly rest: readonly RootContent[];
}

const LONGEST_SECTION = 60;

function splitHead(
  nodes: readonly RootContent[],
  wordsOf: (nodes: readonly PhrasingContent[]) => string,
  isFree: IsFree,
): Head {
  const [first] = nodes;
  const title = nodes.find((node) => node.type === 'heading' && node.depth === 1);
  const headline = title ?? (first?.type === 'heading' ? first : undefined);
  if (headline?.type !== 'heading') return { rest: nodes };
  const at = nodes.indexOf(headline);
  const label = at === 1 && first?.type === 'paragraph' ? wordsOf(first.children).trim() : '';
  const isSection =
    isFree('section') && label !== '' && label.length <= LONGEST_SECTION && !/[.!?]$/.test(label);
  const above = isSection ? [] : nodes.slice(0, at);
  return {
    headline,
    rest: [...above, ...nodes.slice(at + 1)],
    ...(isSection ? { section: label } : {}),
  };
}

/** A definition such as "[1]: https://example.com" that no link uses would vanish. */
function unusedDefinitions(
  nodes: readonly RootContent[],
  lineOf: (node: RootContent) => number,
): readonly LeftOut[] {
  const used = new Set<string>();
  const collect = (node: { type: string; identifier?: string; children?: readonly unknown[] }) => {
    if (node.type.endsWith('Reference') && node.identifier !== undefined) used.add(node.identifier);
    for (const child of node.children ?? []) collect(child as typeof node);
  };
  for (const node of nodes) collect(node);
  return nodes.flatMap((node) => {
    if (node.type !== 'definition' || used.has(node.identifier)) return [];
    const text = `[${node.label ?? node.identifier}]: ${node.url}`;
    return [{ line: lineOf(node), text, reason: 'no link uses this definition' }];
  });
}
