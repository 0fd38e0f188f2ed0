import Handlebars from 'handlebars';
import { asError } from '../base/as-error.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import { isSlotName, SLOT_NAMES, type Slot } from './slots.ts';
import type { TemplateFile, Theme } from './theme.ts';

/** Marks a line of a template in the rendered text; see `markLines`. */
// eslint-disable-next-line no-control-regex -- characters that no template contains
const MARK = /\u0001(.+?):(\d+)\u0002/g;

interface TemplateFault extends Error {
  templateFile?: string;
  lineNumber?: number;
}

export interface Filled {
  readonly mjml: string;
  readonly inlineCss: string;
}

/** Renders a theme's templates with a view. Fails with the template's file and line. */
export function fillTheme(
  theme: Theme,
  view: object,
  token: (slot: Slot) => string,
): Result<Filled> {
  return attempt(() => ({
    mjml: fill(theme.layout, theme, view, token),
    inlineCss: fill(theme.inlineCss, theme, view, token),
  }));
}

/**
 * Returns the template file and line behind each of the given lines (counted from 1) of the MJML
 * that `fillTheme` returned for the same arguments.
 */
export function traceLines(
  theme: Theme,
  view: object,
  token: (slot: Slot) => string,
  lines: readonly number[],
): readonly { file: string; line?: number }[] {
  const marked = fill(markLines(theme.layout), markTheme(theme), view, token).split('\n');
  return lines.map((line) => {
    const above = marked.slice(0, line).join('\n');
    const last = Array.from(above.matchAll(MARK)).at(-1);
    return last?.[1] === undefined
      ? { file: theme.layout.file }
      : { file: last[1], line: Number(last[2]) };
  });
}

function fill(
  template: TemplateFile,
  theme: Theme,
  view: object,
  token: (slot: Slot) => string,
): string {
  const partials = Array.from(theme.partials, ([name, partial]) => [name, compiled(partial)]);
  const unsubscribeUrl = token({ name: 'unsubscribeUrl', fallback: '' });
  return compiled(template)(
    { ...view, unsubscribeUrl },
    {
      helpers: { slot: slotHelper(token), below: (level: unknown) => Number(level) + 1 },
      partials: Object.fromEntries(partials) as Record<string, Handlebars.TemplateDelegate>,
    },
  );
}

function slotHelper(token: (slot: Slot) => string) {
  return (name: unknown, options: Handlebars.HelperOptions): Handlebars.SafeString => {
    if (typeof name !== 'string' || !isSlotName(name)) {
      throw new Error(
        `unknown slot "${String(name)}". Slots: ${SLOT_NAMES.join(', ')} and attributes.NAME`,
      );
    }
    const { fallback = '' } = options.hash as { fallback?: unknown };
    return new Handlebars.SafeString(token({ name, fallback: String(fallback) }));
  };
}

const engine = Handlebars.create();
/** Compiling takes most of the time, and a studio renders the same templates all day. */
const cache = new Map<string, Handlebars.TemplateDelegate>();
const CACHE_SIZE = 500;

function compiled(template: TemplateFile): Handlebars.TemplateDelegate {
  const key = `${template.file}\0${template.source}`;
  const run = cache.get(key) ?? compile(template);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(key, run);
  return run;
}

/** Compiles a template so that its errors name its file. */
function compile({ file, source }: TemplateFile): Handlebars.TemplateDelegate {
  const run = engine.compile(source, { strict: true, preventIndent: true });
  return (context: unknown, options?: Handlebars.RuntimeOptions) => {
    try {
      return run(context, options);
    } catch (error) {
      const fault: TemplateFault = asError(error);
      fault.templateFile ??= file;
      throw fault;
    }
  };
}

function attempt<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    if (!(error instanceof Error) || !('templateFile' in error)) throw error;
    const { templateFile, lineNumber, message } = error as TemplateFault;
    const line = lineNumber ?? Number(/on line (\d+)/.exec(message)?.[1] ?? 1);
    const detail = message
      .replace(/ - \d+:\d+$/, '')
      .replace(/ in \[object Object\]/, '')
      .replace(/^(Parse error) on line \d+:\n/, '$1:\n');
    return failed(problem('template/handlebars', { file: templateFile ?? '', line }, detail));
  }
}

function markTheme(theme: Theme): Theme {
  const partials = Array.from(theme.partials, ([name, file]) => [name, markLines(file)] as const);
  return { ...theme, partials: new Map(partials) };
}

/** Marks each line that starts with a tag; a mark elsewhere could change how Handlebars trims lines. */
function markLines({ file, source }: TemplateFile): TemplateFile {
  const lines = source
    .split('\n')
    .map((text, index) => text.replace(/^(\s*)(?=<)/, `$1\u0001${file}:${index + 1}\u0002`));
  return { file, source: lines.join('\n') };
}
