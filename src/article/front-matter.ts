import {
  LineCounter,
  isMap,
  isNode,
  isScalar,
  visit,
  type Document,
  type YAMLParseError,
} from 'yaml';
import * as z from 'zod';
import { defined } from '../base/defined.ts';
import { formatCount } from '../base/format.ts';
import { failed, ok, problem, type Problem, type Result } from '../base/problem.ts';
import { webUrlSchema as url } from '../base/web-url-schema.ts';
import type { CroppedFile } from './crop.ts';
import { pictureNamed } from './picture-name.ts';
import { quoteTexts } from './front-matter-text.ts';
import { parseYaml } from './parse-yaml.ts';

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
const picture = line.transform((text, context): { source: string } | CroppedFile => {
  const found = pictureNamed(text);
  if (!('fault' in found)) return found;
  context.addIssue({ code: 'custom', message: found.fault });
  return z.NEVER;
});

/** YAML is read as texts: a number is one, and becomes a number where the key wants one. */
const number = z
  .string()
  .regex(/^\d{1,9}$/, 'must be a number')
  .transform(Number);
const pixels = number.pipe(z.int().min(1).max(20_000));

/** More problems than that are no help at once. */
const MAX_PROBLEMS = 20;

const date = z.iso.date('must be a date such as 2023-06-14');

const moment = z.union([date, z.iso.datetime({ offset: true, local: true })], {
  error: 'must be a date such as 2023-06-14, or a date and time such as 2023-06-14T15:45-04:00',
});

const schema = z
  .strictObject({
    section: line,
    headline: line,
    dek: line,
    keyPoints: z.array(line).max(20, 'must have at most 20 points'),
    image: picture,
    imageWidth: pixels,
    imageHeight: pixels,
    alt: line,
    caption: line,
    credit: line,
    byline: line,
    authors: z.union([z.array(line).max(20), line.transform((name) => [name])], {
      error: 'must be a name, or a list of at most 20 names',
    }),
    contributors: z.array(line).max(20, 'must have at most 20 lines'),
    published: moment,
    updated: moment,
    dateline: line,
    subject: line,
    preheader: line,
    date,
    /** schedule/ decides whether the time exists. */
    send: line,
    /** edition/ decides whether there is such an audience. */
    audience: line,
    /** true, or why; false is the same as nothing. */
    hold: line,
    source: url,
    story: z.union([z.literal('full'), number.pipe(z.int().min(1))], {
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

type KeyLines = Readonly<Partial<Record<'image' | 'send' | 'audience' | 'hold', number>>>;

export interface SplitText {
  readonly frontMatter: FrontMatter;
  /** The keys with the value "none": the text below has no such part. */
  readonly none: ReadonlySet<string>;
  readonly body: string;
  /** The line of the file on which the body starts. */
  readonly bodyLine: number;
  /** The lines of some keys. */
  readonly keyLines: KeyLines;
}

/** YAML of more characters than that is no front matter. */
const MAX_CHARACTERS = 100_000;

/** Splits optional front matter from a text and validates it. Fails with a line per problem. */
export function splitFrontMatter(text: string, file: string): Result<SplitText> {
  const lines = text.split('\n');
  const end = lines.findIndex((each, index) => index > 0 && /^(---|\.\.\.)\s*$/.test(each));
  if (lines[0]?.trimEnd() !== '---' || (end === -1 && !startsWithKey(lines)))
    return ok({ frontMatter: {}, none: new Set(), keyLines: {}, body: text, bodyLine: 1 });
  if (end === -1) {
    return failed(
      problem('article/front-matter', { file, line: 1 }, 'there is no closing "---" line'),
    );
  }
  const yaml = lines.slice(1, end).join('\n');
  if (yaml.length > MAX_CHARACTERS) {
    const detail = `it has ${formatCount(yaml.length)} characters, more than the limit of ${formatCount(MAX_CHARACTERS)}`;
    return failed(problem('article/front-matter', { file, line: 1 }, detail));
  }
  const parsed = parseFrontMatter(yaml, file);
  if (!parsed.ok) return parsed;
  const body = lines.slice(end + 1).join('\n');
  return ok({ ...parsed.value, body, bodyLine: end + 2 });
}

/** A rule at the top of a text is no front matter: no "key:" follows it. */
function startsWithKey([, ...lines]: readonly string[]): boolean {
  const first = lines.find((each) => each.trim() !== '' && !/^\s*#\s/.test(each));
  return first !== undefined && /^[a-z]\w*\s*:(?:\s|$)/i.test(first);
}

function parseFrontMatter(
  written: string,
  file: string,
): Result<Pick<SplitText, 'frontMatter' | 'none' | 'keyLines'>> {
  const yaml = quoteTexts(written);
  const lineCounter = new LineCounter();
  const document = parseYaml(yaml, lineCounter);
  if (!document) {
    const detail = 'it is nested too deeply';
    return failed(problem('article/front-matter', { file, line: 1 }, detail));
  }
  // The opening "---" is line 1 of the file, so the YAML starts on line 2.
  const lineAt = (offset: number) => lineCounter.linePos(offset).line + 1;
  const invalid = (offset: number, detail: string): Problem =>
    problem('article/front-matter', { file, line: lineAt(offset) }, detail);

  if (document.errors.length > 0) {
    return failed(
      ...document.errors
        .slice(0, MAX_PROBLEMS)
        .map((error) => invalid(error.pos[0], yamlFault(error, yaml))),
    );
  }
  const faults = [...duplicateKeys(document), ...commentsAfterValues(document, yaml)];
  if (faults.length > 0) {
    return failed(...faults.slice(0, MAX_PROBLEMS).map(({ at, detail }) => invalid(at, detail)));
  }
  let alias: number | undefined;
  visit(document, { Alias: (_, node) => void (alias ??= node.range?.[0] ?? 0) });
  if (alias !== undefined) return failed(invalid(alias, 'YAML aliases ("*name") are not allowed'));

  const { values, none } = withoutNone(document.toJS() ?? {});
  const result = schema.safeParse(values);
  if (result.success) {
    const lineOf = (key: keyof KeyLines) =>
      result.data[key] === undefined ? undefined : lineAt(offsetOf(document, [key]));
    const keyLines: KeyLines = defined({
      image: lineOf('image'),
      send: lineOf('send'),
      audience: lineOf('audience'),
      hold: lineOf('hold'),
    });
    return ok({ frontMatter: result.data, none, keyLines });
  }
  return failed(
    ...result.error.issues
      .flatMap(invalidValues)
      .slice(0, MAX_PROBLEMS)
      .map(({ path, detail }) => ({ at: offsetOf(document, path), detail }))
      .sort((first, second) => first.at - second.at)
      .map(({ at, detail }) => invalid(at, detail)),
  );
}

/**
 * Separates the keys whose value is "none". An unknown key keeps it, and is reported; so does the
 * audience: nobody is not everybody.
 */
function withoutNone(values: unknown): { readonly values: unknown; readonly none: Set<string> } {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    return { values, none: new Set() };
  const entries = Object.entries(values);
  const isNone = ([key, value]: [string, unknown]) =>
    value === 'none' && key !== 'audience' && FRONT_MATTER_KEYS.includes(key);
  return {
    values: Object.fromEntries(entries.filter((entry) => !isNone(entry))),
    none: new Set(entries.filter(isNone).map(([key]) => key)),
  };
}

/** Says what is wrong with YAML in the words of an editor. */
function yamlFault(
  { code, message, pos }: Pick<YAMLParseError, 'code' | 'message' | 'pos'>,
  yaml: string,
): string {
  if (code === 'TAB_AS_INDENT') return 'a tab is used to indent; use spaces';
  const before = yaml.slice(0, pos[0]);
  const line =
    before.slice(before.lastIndexOf('\n') + 1) + (/^.*/.exec(yaml.slice(pos[0]))?.[0] ?? '');
  const key = /^\s*(?:- )?([a-z]\w*):\s/i.exec(line)?.[1];
  return key === undefined
    ? `${message.replace(/[.:]?\s*$/, '')}; put text with special characters in quotation marks`
    : `the value of "${key}" can't be read; put it in quotation marks`;
}

interface Fault {
  readonly at: number;
  readonly detail: string;
}

function duplicateKeys({ contents }: Document.Parsed): readonly Fault[] {
  const seen = new Set<string>();
  return (isMap(contents) ? contents.items : []).flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const name = String(key.value);
    if (seen.has(name)) return [{ at: key.range[0], detail: `"${name}" occurs twice` }];
    seen.add(name);
    return [];
  });
}

const COMMENT = 'the text after "#" is a comment in YAML; put the value in quotation marks';

/** What follows " #" in a value without quotation marks would be lost: it was hardly meant so. */
function commentsAfterValues(document: Document.Parsed, yaml: string): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Scalar: (key, { type, range }) => {
      if (key === 'key' || type !== 'PLAIN' || !range) return;
      const rest = /^.*/.exec(yaml.slice(range[1]))?.[0] ?? '';
      if (/^[ \t]*#/.test(rest)) faults.push({ at: range[0], detail: COMMENT });
    },
  });
  return faults;
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
  const { path } = issue;
  const message = issue.code === 'invalid_type' ? typeFault(issue) : issue.message;
  return [
    { path, detail: path.length === 0 ? message : `"${path.map(String).join('.')}": ${message}` },
  ];
}

/** With all scalars read as texts, only a list or a map can be of the wrong type. */
function typeFault({ expected, path }: z.core.$ZodIssueInvalidType): string {
  if (path.length === 0) return 'must be "key: value" lines';
  if (expected === 'array') return 'must be a list: "- " and a text on each line';
  return 'must be a text; put the value in quotation marks';
}

/** Returns the offset in the YAML of the value at a path, or of its key. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  const pairs = isMap(document.contents) ? document.contents.items : [];
  const pair = pairs.find(
    ({ key }) => isScalar(key) && (key.value === null ? '' : key.source) === String(path[0]),
  );
  const inner: unknown = path.length > 1 ? document.getIn(path, true) : undefined;
  const node = isNode(inner) ? inner : pair?.key;
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
