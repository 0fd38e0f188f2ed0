// @types/css-tree describes only the whole library, which takes twice as long to load as its parser.
declare module 'css-tree/parser' {
  export { parse as default } from 'css-tree';
}
declare module 'css-tree/tokenizer' {
  export { tokenize, tokenTypes } from 'css-tree';
}

// Its own types are not in the `exports` of its package.json.
declare module '@bramus/specificity' {
  import type { CssNode } from 'css-tree';

  export default class Specificity {
    /** Throws TypeError if the node is no selector or contains one that cannot be parsed. */
    static calculateForAST(selector: CssNode): Specificity;
    readonly a: number;
    readonly b: number;
    readonly c: number;
  }
}
