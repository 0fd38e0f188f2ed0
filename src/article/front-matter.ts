import { asError } from '../as-error.ts';
import { LineCounter, isNode, parseDocument } from 'yaml';
import * as z from 'zod';
import { failed, ok, problem, type Problem, type Result } from '../problem.ts';
import { webUrl } from '../url.ts';

const line = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(2000, 'must have at most 2,000 characters')
  .refine((text) => !/[\r\n]/.test(text), 'must be one line');

const url = z.string().transform((text, context) => {
  const safe = webUrl(text);
  if (safe !== undefined) return safe;
  context.addIssue({ code: 'custom', message: 'must be an http or https URL' });
  return z.NEVER;
});

const date = z.iso.date('must be a date such as 2023-06-14');

const schema = z
  .strictObject({
    section: line,
    headline: line,
    keyPoints: z.array(line).max(20, 'must have at most 20 points'),
    image: url,
    alt: line,
    caption: line,
    credit: line,
    byline: line,
    dateline: line,
    subject: line,
    preheader: line,
    date,
    source: url,
  })
  .partial();

/** What the YAML above a text sets or overrides. */
export type FrontMatter = z.infer<typeof schema>;

export const FRONT_MATTER_KEYS = Object.keys(schema.shape);

export interface SplitText {
  readonly frontMatter: FrontMatter;
  readonly body: string;
  /** The line of the file on which the body begins. */
  readonly bodyLine: number;
}

/** Splits the optional front matter off a text and validates it; every mistake has its line. */
export function splitFrontMatter(text: string, file: string): Result<SplitText> {
  const lines = text.split('\n');
  if (lines[0]?.trimEnd() !== '---') return ok({ frontMatter: {}, body: text, bodyLine: 1 });

  const end = lines.findIndex((each, index) => index > 0 && /^(---|\.\.\.)\s*$/.test(each));
  if (end === -1) {
    return failed(problem('article/front-matter', { file, line: 1 }, 'it is not closed by "---"'));
  }
  const parsed = parseFrontMatter(lines.slice(1, end).join('\n'), file);
  if (!parsed.ok) return parsed;
  const body = lines.slice(end + 1).join('\n');
  return ok({ frontMatter: parsed.value, body, bodyLine: end + 2 });
}

function parseFrontMatter(yaml: string, file: string): Result<FrontMatter> {
  const lineCounter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter, prettyErrors: false });
  // The opening "---" is line 1 of the file, so the YAML starts on line 2.
  const fault = (offset: number, detail: string): Problem =>
    problem('article/front-matter', { file, line: lineCounter.linePos(offset).line + 1 }, detail);

  if (document.errors.length > 0) {
    return failed(...document.errors.map((error) => fault(error.pos[0], error.message)));
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 10 }) ?? {};
  } catch (error) {
    return failed(fault(0, asError(error).message));
  }
  const result = schema.safeParse(data);
  if (result.success) return ok(result.data);
  return failed(
    ...result.error.issues.map((issue) => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue.path;
      return fault(offsetOf(document, path), frontMatterFault(issue, path));
    }),
  );
}

function frontMatterFault(issue: z.core.$ZodIssue, path: readonly PropertyKey[]): string {
  const key = path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return `"${key}" is not a key; there are ${FRONT_MATTER_KEYS.join(', ')}`;
  }
  return key === '' ? issue.message : `"${key}": ${issue.message}`;
}

function offsetOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
): number {
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
