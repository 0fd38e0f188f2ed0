/** The rules and at-rules of style sheets. Invalid CSS is left out, as browsers do. */
import specificityLibrary from '@bramus/specificity';
import type { Atrule, CssNode, List } from 'css-tree';
import parse from 'css-tree/parser';
import { declarationsIn, sourceOf, type Declaration } from './declarations.ts';
import { mediaQueriesOf, parseMediaQueries, type MediaQueries } from './media.ts';

export interface Rule {
  /** One selector; a list of selectors becomes one rule each. */
  readonly selector: string;
  readonly specificity: Specificity;
  /** The lists of media queries around the rule; it applies where each of them matches. */
  readonly media: readonly MediaQueries[];
  readonly declarations: readonly Declaration[];
}

/** How many ids, how many classes and the like, and how many types count (Selectors 4, 17). */
export interface Specificity {
  readonly ids: number;
  readonly classes: number;
  readonly types: number;
}

export interface AtRule {
  /** In lower case, such as `media`. */
  readonly name: string;
  /** What precedes its block, such as `@media screen`. */
  readonly head: string;
  readonly source: string;
  /** The head of the outermost at-rule around it. */
  readonly outer: string | undefined;
}

export interface StyleSheet {
  readonly source: string;
  /** In order. Rules in other at-rules than `@media` are left out. */
  readonly rules: readonly Rule[];
  readonly atRules: readonly AtRule[];
}

/** Parses each <style> of a document. Outlook's conditional comments are not part of it. */
export function styleSheetsOf(document: Document): readonly StyleSheet[] {
  return Array.from(document.querySelectorAll('style'), (style) => {
    const media = style.getAttribute('media');
    return parseStyleSheet(style.textContent, media === null ? [] : [parseMediaQueries(media)]);
  });
}

/** Parses a style sheet, to which the given media queries apply. Never throws. */
export function parseStyleSheet(source: string, media: Rule['media'] = []): StyleSheet {
  const rules: Rule[] = [];
  const atRules: AtRule[] = [];
  const read = (nodes: List<CssNode>, around: Rule['media'] | undefined, outer?: string) => {
    for (const node of nodes) {
      if (node.type === 'Rule' && node.prelude.type === 'SelectorList' && around) {
        const declarations = declarationsIn(node.block.children);
        for (const selector of node.prelude.children)
          rules.push(...rulesOf(selector, source, { media: around, declarations }));
      }
      if (node.type !== 'Atrule') continue;
      const atRule = atRuleOf(node, source, outer);
      atRules.push(atRule);
      const queries = mediaQueriesOf(node);
      if (node.block)
        read(node.block.children, around && queries && [...around, queries], outer ?? atRule.head);
    }
  };
  const sheet = parse(source, { positions: true, parseValue: false });
  if (sheet.type === 'StyleSheet') read(sheet.children, media);
  return { source, rules, atRules };
}

/** The rule of one selector; none if its specificity cannot be computed, as in `:is(::before)`. */
function rulesOf(
  selector: CssNode,
  css: string,
  rest: Pick<Rule, 'media' | 'declarations'>,
): readonly Rule[] {
  try {
    const { a, b, c } = specificityLibrary.calculateForAST(selector);
    const specificity = { ids: a, classes: b, types: c };
    return [{ selector: sourceOf(selector, css), specificity, ...rest }];
  } catch {
    return [];
  }
}

function atRuleOf(node: Atrule, css: string, outer: string | undefined): AtRule {
  const prelude = node.prelude ? ` ${sourceOf(node.prelude, css)}` : '';
  return {
    name: node.name.toLowerCase(),
    head: `@${node.name}${prelude}`,
    source: sourceOf(node, css),
    outer,
  };
}
