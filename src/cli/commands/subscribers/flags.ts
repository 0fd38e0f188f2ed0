/** Options that several subcommands share. */
import { UserError } from '../../../base/user-error.ts';
import type { Io } from '../../io.ts';

export interface SubscribersFlags {
  readonly json?: boolean;
}

/** Returns the values of an option that takes several, separated by commas. */
export function listed(text: string): readonly string[] {
  return text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Returns one of the values of an option. Throws UserError with them if it is none. */
export function oneOf<Value extends string>(
  option: string,
  values: readonly Value[],
  given: string,
): Value {
  const found = values.find((value) => value === given);
  if (found !== undefined) return found;
  throw new UserError(`${option} can't be "${given}".`, `Pass one of: ${values.join(', ')}.`);
}

/** Asks a person, unless --yes is passed. Throws UserError, with `unasked`, if nobody can answer. */
export async function confirmed(
  question: string,
  { yes = false }: { readonly yes?: boolean },
  { interactive }: Io,
  unasked: UserError,
): Promise<boolean> {
  if (yes) return true;
  if (!interactive()) throw unasked;
  const { confirm } = await import('@clack/prompts');
  return (
    (await confirm({ message: question, initialValue: false, output: process.stderr })) === true
  );
}
