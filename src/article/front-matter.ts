import { LineCounter, isMap, isNode, isScalar, parseDocument, visit } from 'yaml';
import * as z from 'zod';
import { defined } from '../base/defined.ts';
import { failed, ok, problem, type Problem, type Result } from '../base/problem.ts';
import { webUrl } from '../base/url.ts';
import { webUrlSchema as url } from '../base/web-url-schema.ts';

const line = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(2000, 'must have at most 2,000 characters')
  .refine(
    (text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text),
    'must be one line without control characters',
  );

/** A URL, or the path of a file next to the article. */
const picture = line.transform((text, context): { source: string } | { file: string } => {
  const source = webUrl(text);
  if (source !== undefined) return { source };
  if (!/^[a-z][a-z\d+.-]*:|^[/\\]/i.test(text)) return { file: text };
  const message =
    'must be an http or https URL, or the relative path of a file next to the article';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

const pixels = z.int().min(1).max(20_000);

/** More problems than that are no help at once. */
const MAX_PROBLEMS = 20;

const date = z.iso.date('must be a date such as 2023-06-14');

const schema = z
  .strictObject({
    section: line,
    headline: line,
    keyPoints: z.array(line).max(20, 'must have at most 20 points'),
    image: picture,
    imageWidth: pixels,
    imageHeight: pixels,
    alt: line,
    caption: line,
    credit: line,
    byline: line,
    dateline: line,
    subject: line,
    preheader: line,
    date,
    /** schedule/ decides whether the time exists. */
    send: line,
    source: url,
    story: z.union([z.literal('full'), z.int().min(1)], {
      error: 'must be "full" or a number of paragraphs',
    }),
  })
  .partial()
  .superRefine(({ imageWidth, imageHeight }, context) => {
    if ((imageWidth === undefined) === (imageHeight === undefined)) return;
    const [present, missing] =
      imageHeight === undefined ? ['imageWidth', 'imageHeight'] : ['imageHeight', 'imageWidth'];
    context.addIssue({ code: 'custom', path: [present], message: `requires "${missing}" as well` });
  });

/** The values that the YAML above a text sets or overrides. */
export type FrontMatter = z.infer<typeof schema>;

export const FRONT_MATTER_KEYS = Object.keys(schema.shape);

export interface SplitText {
  readonly frontMatter: FrontMatter;
  readonly body: string;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
  /** The lines of "image:" and "send:". */
  readonly imageLine?: number;
  readonly sendLine?: number;
}

/** Splits optional front matter from a text and validates it. Fails with a line per problem. */
export function splitFrontMatter(text: string, file: string): Result<SplitText> {
  const lines = text.split('\n');
  if (lines[0]?.trimEnd() !== '---') return ok({ frontMatter: {}, body: text, bodyLine: 1 });

  const end = lines.findIndex((each, index) => index > 0 && /^(---|\.\.\.)\s*$/.test(each));
  if (end === -1) {
    return failed(
      problem('article/front-matter', { file, line: 1 }, 'there is no closing "---" line'),
    );
  }
  const parsed = parseFrontMatter(lines.slice(1, end).join('\n'), file);
  if (!parsed.ok) return parsed;
  const body = lines.slice(end + 1).join('\n');
  return ok({ ...parsed.value, body, bodyLine: end + 2 });
}

function parseFrontMatter(
  yaml: string,
  file: string,
): Result<Pick<SplitText, 'frontMatter' | 'imageLine' | 'sendLine'>> {
  const lineCounter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter, prettyErrors: false });
  // The opening "---" is line 1 of the file, so the YAML starts on line 2.
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + 1;
  const invalid = (offset: number, detail: string): Problem =>
    problem('article/front-matter', { file, line: lineAt(offset) }, detail);

  if (document.errors.length > 0) {
    return failed(...document.errors.map((error) => invalid(error.pos[0], error.message)));
  }
  let alias: number | undefined;
  visit(document, { Alias: (_, node) => void (alias ??= node.range?.[0] ?? 0) });
  if (alias !== undefined) return failed(invalid(alias, 'YAML aliases ("*name") are not allowed'));

  const result = schema.safeParse(document.toJS() ?? {});
  if (result.success) {
    const lineOf = (key: 'image' | 'send') =>
      result.data[key] === undefined ? undefined : lineAt(offsetOf(document, [key]));
    const lines = { imageLine: lineOf('image'), sendLine: lineOf('send') };
    return ok({ frontMatter: result.data, ...defined(lines) });
  }
  return failed(
    ...result.error.issues
      .slice(0, MAX_PROBLEMS)
      .flatMap(invalidValues)
      .map(({ path, detail }) => ({ at: offsetOf(document, path), detail }))
      .sort((first, second) => first.at - second.at)
      .map(({ at, detail }) => invalid(at, detail)),
  );
}

interface InvalidValue {
  readonly path: readonly PropertyKey[];
  readonly detail: string;
}

function invalidValues(issue: z.core.$ZodIssue): readonly InvalidValue[] {
  if (issue.code === 'unrecognized_keys') {
    const keys = FRONT_MATTER_KEYS.join(', ');
    return issue.keys.map((key) => ({
      path: [key],
      detail: `"${key}" is not a key. Keys: ${keys}`,
    }));
  }
  const { path, message } = issue;
  return [
    { path, detail: path.length === 0 ? message : `"${path.map(String).join('.')}": ${message}` },
  ];
}

/** Returns the offset in the YAML of the value at a path, or of its key. */
function offsetOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
): number {
  const pairs = isMap(document.contents) ? document.contents.items : [];
  const pair = pairs.find(
    ({ key }) => isScalar(key) && (key.value === null ? '' : key.source) === String(path[0]),
  );
  const inner: unknown = path.length > 1 ? document.getIn(path, true) : undefined;
  const node = isNode(inner) ? inner : pair?.key;
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
