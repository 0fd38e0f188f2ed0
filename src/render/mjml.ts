import mjml2html from 'mjml';

/** An error in MJML source: its line, counted from 1, and what is wrong. */
export interface MjmlFault {
  readonly line: number;
  readonly message: string;
}

export type Compiled =
  | { readonly ok: true; readonly html: string }
  | { readonly ok: false; readonly faults: readonly MjmlFault[] };

/** Compiles MJML to HTML in strict mode, without includes, web fonts or an MJML config file. */
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

/** Finds an unclosed tag, because MJML closes it silently and drops what follows. */
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
        : `</${name}> has no opening tag`;
      return { line: lineOf(last?.at ?? match.index), message };
    }
  }
  const left = open.at(-1);
  return left && { line: lineOf(left.at), message: `<${left.name}> is not closed` };
}
