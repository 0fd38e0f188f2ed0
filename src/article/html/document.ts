import { parseHTML } from 'linkedom';
import { formatCount } from '../../base/format.ts';
import { failed, ok, problem, type Result } from '../../base/problem.ts';

const MAX_ELEMENTS = 20_000;
const MAX_DEPTH = 200;
/** Start and end tags, comments and entities: each makes the parser begin a node. */
const MAX_NODES = 200_000;
/** No element has so many classes; the parser can't take them. */
const LONG_CLASS = /\sclass\s*=\s*(?:"[^"]{4000,}"|'[^']{4000,}'|[^\s"'>]{4000,})/gi;

/** A page, and whether it is a part of one: what a browser or an editor puts on the clipboard. */
export interface PageDocument {
  readonly document: Document;
  readonly isFragment: boolean;
}

/** Parses HTML. Fails if it has more than 20,000 elements, or nests them more than 200 deep. */
export function parsePage(html: string): Result<PageDocument> {
  const counted = count(html);
  if (counted.elements > MAX_ELEMENTS)
    return tooComplex(`more than ${formatCount(MAX_ELEMENTS)} elements`);
  if (counted.nodes > MAX_NODES)
    return tooComplex(`more than ${formatCount(MAX_NODES)} tags and entities`);
  const whole = /<(?:html|body)[\s>]/i.test(html);
  const { document } = parseHTML(wrapped(html.replace(LONG_CLASS, ''), whole));
  if (isTooDeep(document.documentElement)) return tooComplex(`more than ${MAX_DEPTH} levels`);
  return ok({ document, isFragment: isFragment(html, whole) });
}

function isFragment(html: string, whole: boolean): boolean {
  if (!whole) return !/<(?:article|main|nav)[\s>]|<h1[\s>][^]*<(?:header|footer)[\s>]/i.test(html);
  const start = html.slice(0, 20_000);
  return /<!--StartFragment|docs-internal-guid|data-pm-slice|urn:schemas-microsoft-com:office/i.test(
    start,
  );
}

function tooComplex(detail: string) {
  return failed(problem('source/too-complex', undefined, detail));
}

function wrapped(html: string, whole: boolean): string {
  if (whole && /^[^<]*(?:<![^>]*>\s*)*<html[\s>]/i.test(html)) return html;
  return `<!doctype html><html>${whole ? html : `<body>${html}</body>`}</html>`;
}

/** Counts start tags, and all that begins a node, until there are too many; not in scripts. */
function count(html: string): { readonly elements: number; readonly nodes: number } {
  const token = /<(!--|[a-z][a-z\d:-]*)?|&/gi;
  let elements = 0;
  let nodes = 0;
  for (let match = token.exec(html); match; match = token.exec(html)) {
    const name = match[1]?.toLowerCase();
    if (name !== undefined && name !== '!--') elements++;
    if (elements > MAX_ELEMENTS || ++nodes > MAX_NODES) break;
    const end = name === undefined ? undefined : RAW_ENDS[name];
    if (end === undefined) continue;
    const at = indexOfIgnoringCase(html, end, token.lastIndex);
    if (at === -1) break;
    token.lastIndex = at + end.length;
  }
  return { elements, nodes };
}

/** What ends the text of an element or a comment in which tags are no tags. */
const RAW_ENDS: Readonly<Record<string, string>> = {
  '!--': '-->',
  script: '</script',
  style: '</style',
};

function indexOfIgnoringCase(text: string, part: string, from: number): number {
  const pattern = new RegExp(part, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

function isTooDeep(root: Element): boolean {
  let depth = 1;
  let each: Element | null = root;
  while (each) {
    if (depth > MAX_DEPTH) return true;
    if (each.firstElementChild) {
      each = each.firstElementChild;
      depth++;
      continue;
    }
    while (each && each !== root && !each.nextElementSibling) {
      each = each.parentElement;
      depth--;
    }
    each = each && each !== root ? each.nextElementSibling : null;
  }
  return false;
}
