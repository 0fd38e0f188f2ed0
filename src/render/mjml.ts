import mjml2html from 'mjml';

/** A fault in MJML source: its line there, counted from 1, and what is wrong. */
export interface MjmlFault {
  readonly line: number;
  readonly message: string;
}

export type Compiled =
  | { readonly ok: true; readonly html: string }
  | { readonly ok: false; readonly faults: readonly MjmlFault[] };

/** Compiles MJML to HTML: strictly, without includes, web fonts or a config file of its own. */
export async function compileMjml(mjml: string): Promise<Compiled> {
  const unbalanced = unbalancedTag(mjml);
  if (unbalanced) return { ok: false, faults: [unbalanced] };
  try {
    const { html } = await mjml2html(mjml, {
      validationLevel: 'strict',
      ignoreIncludes: true,
      useMjmlConfigOptions: false,
      fonts: {},
      keepComments: false,
    });
    return { ok: true, html };
  } catch (error) {
    return { ok: false, faults: faultsOf(error) };
  }
}

interface ValidationError {
  readonly line?: number;
  readonly message: string;
  readonly tagName?: string;
}

function faultsOf(error: unknown): readonly MjmlFault[] {
  if (!(error instanceof Error)) throw error;
  const errors = (error as { errors?: readonly ValidationError[] }).errors ?? [];
  if (errors.length === 0) return [{ line: 1, message: error.message }];
  return errors.map(({ line = 1, message, tagName }) => ({
    line,
    message: tagName === undefined ? message : `<${tagName}>: ${message}`,
  }));
}

/** MJML closes a forgotten tag by itself, and loses what follows: so look for it here. */
function unbalancedTag(mjml: string): MjmlFault | undefined {
  const open: { name: string; at: number }[] = [];
  const lineOf = (at: number) => mjml.slice(0, at).split('\n').length;
  for (const match of mjml.matchAll(/<(\/?)(mj[\w-]*)\b(?:"[^"]*"|'[^']*'|[^"'>])*?(\/?)>/g)) {
    const [, closing, name = '', selfClosing] = match;
    if (selfClosing !== '') continue;
    if (closing === '') {
      open.push({ name, at: match.index });
      continue;
    }
    const last = open.pop();
    if (last?.name !== name) {
      const message = last
        ? `<${last.name}> is not closed before </${name}>`
        : `</${name}> closes nothing`;
      return { line: lineOf(last?.at ?? match.index), message };
    }
  }
  const left = open.at(-1);
  return left && { line: lineOf(left.at), message: `<${left.name}> is not closed` };
}
