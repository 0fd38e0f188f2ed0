import { defined } from '../../base/defined.ts';
import { problem, type Place, type Problem, type ProblemCode } from '../../base/problem.ts';
import { elementTag, firstFew } from '../reporting.ts';

/** An element as the page returns it. */
export interface SeenElement {
  /** Its index among the elements of the body, which is the same in every mode and width. */
  readonly index: number;
  readonly outerHTML: string;
  readonly textContent: string;
}

/** One problem of an element, seen in one mode at one width. */
export interface Sighting {
  readonly code: ProblemCode;
  /** What is wrong, without the mode and width. */
  readonly rule: string;
  readonly element: SeenElement;
  /** The colour mode, such as "dark mode", and the width in px. */
  readonly mode: string;
  readonly width: number;
  readonly actual?: string;
  readonly expected?: string;
}

/** Makes one problem of all sightings of the same problem; it lists their modes and widths. */
export function problemsOf(sightings: readonly Sighting[], place: Place): readonly Problem[] {
  const byElement = Map.groupBy(
    sightings,
    ({ code, rule, element }) => `${code} ${element.index} ${rule}`,
  );
  const problems = Array.from(byElement.values(), (seen) => asProblem(seen, place));
  const byCode = Map.groupBy(problems, ({ code }) => code);
  return Array.from(byCode.values()).flatMap(firstFew);
}

function asProblem(seen: readonly Sighting[], place: Place): Problem {
  const [first] = seen;
  if (!first) throw new Error('A group has at least one sighting.');
  const { code, rule, element, actual, expected } = first;
  const finding = {
    detail: `${rule}, ${whereSeen(seen)}`,
    // axe-core leaves an empty style behind.
    element: elementTag({ ...element, outerHTML: element.outerHTML.replace(' style=""', '') }),
    ...defined({ actual, expected }),
  };
  return problem(code, place, finding);
}

/** Such as "in light mode and dark mode at 375 and 320 px". */
function whereSeen(seen: readonly Sighting[]): string {
  const byMode = Map.groupBy(seen, ({ mode }) => mode);
  const byWidths = Map.groupBy(byMode.keys(), (mode) =>
    listed([...new Set(byMode.get(mode)?.map(({ width }) => String(width)))]),
  );
  return Array.from(byWidths, ([widths, modes]) => `in ${listed(modes)} at ${widths} px`).join(
    '; ',
  );
}

function listed(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
