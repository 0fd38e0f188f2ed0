/** Problems at their place: the line of the story, or the field of the form. */
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import type { WrittenProblem } from '../../letter/written.ts';
import { FIELD_NAMES, type FieldName, type StoryFile } from '../../writing.ts';
import { make } from '../dom.ts';
import { fieldOf } from './form.ts';

/** Returns the line of the story that a line of its file is, or the field that it sets. */
export function placeIn(
  { frontMatter, bodyLine }: Pick<StoryFile, 'frontMatter' | 'bodyLine'>,
  line: number,
): { readonly line: number } | { readonly field: FieldName } | undefined {
  if (line >= bodyLine) return { line: line - bodyLine + 1 };
  // The first line of the file is "---".
  const above = frontMatter.split('\n').slice(0, Math.max(0, line - 1));
  const key = above.map((text) => /^["']?(\w+)["']?\s*:/.exec(text)?.[1]).findLast(isText);
  const field = FIELD_NAMES.find((name) => name === key);
  return field === undefined ? undefined : { field };
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

/** Marks the lines and the fields that have problems, and no others. */
export function showProblems(
  view: EditorView,
  story: Pick<StoryFile, 'file' | 'frontMatter' | 'bodyLine'>,
  problems: readonly WrittenProblem[],
): void {
  const placed = problems.flatMap((problem) => {
    if (problem.file !== story.file || problem.line === undefined) return [];
    const place = placeIn(story, problem.line);
    return place ? [{ problem, place }] : [];
  });
  const { doc } = view.state;
  const diagnostics = placed.flatMap(({ problem, place }): readonly Diagnostic[] => {
    if (!('line' in place)) return [];
    const { from, to } = doc.line(Math.min(place.line, doc.lines));
    const severity = problem.severity === 'note' ? 'info' : problem.severity;
    return [{ from, to, severity, message: `${problem.title}\n${problem.remedy}` }];
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
  for (const name of FIELD_NAMES) {
    const own = placed.filter(({ place }) => 'field' in place && place.field === name);
    showAtField(
      name,
      own.map(({ problem }) => problem),
    );
  }
}

function showAtField(name: FieldName, problems: readonly WrittenProblem[]): void {
  const field = fieldOf(name);
  if (!field) return;
  const id = `problem-of-${name}`;
  document.getElementById(id)?.remove();
  field.ariaInvalid = String(problems.some(({ severity }) => severity === 'error'));
  const described = (field.getAttribute('aria-describedby') ?? '').split(' ');
  const others = described.filter((each) => each !== '' && each !== id);
  field.setAttribute('aria-describedby', [...others, ...(problems[0] ? [id] : [])].join(' '));
  if (problems.length === 0) return;
  const words = problems.map(({ title, remedy }) => `${title}. ${remedy}`).join(' ');
  const tone = problems.some(({ severity }) => severity === 'error') ? 'bad' : 'warn';
  field.after(make('p', { id, class: `field-problem ${tone}` }, words));
}
