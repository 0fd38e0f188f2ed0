import { describe, type Problem } from '../../base/problem.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Problems as workflow commands, which GitHub shows as annotations at their file and line. */
export function formatAnnotations(problems: readonly Problem[]): string {
  return problems.map(formatOne).join('\n');
}

function formatOne(problem: Problem): string {
  const { finding, remedy } = describe(problem);
  const { place, severity, code } = problem;
  const properties = [
    ...(place ? [`file=${property(place.file)}`] : []),
    ...(place?.line === undefined ? [] : [`line=${place.line}`]),
    `title=${property(code)}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(`${finding}\n${remedy}`)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
