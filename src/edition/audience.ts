import type { EditionSettings } from '../article/article.ts';
import { failed, ok, problem, type Result } from '../base/problem.ts';
import type { Config } from '../config/schema.ts';
import { EVERYBODY, type Audience } from '../subscribers/segment.ts';

/** Returns who an edition is for; everybody unless it says so. Fails, with the line, on an unknown name. */
export function audienceNamed(
  written: EditionSettings['audience'],
  { segments }: Pick<Config, 'segments'>,
  file: string,
): Result<string> {
  if (written === undefined || written.name === EVERYBODY) return ok(EVERYBODY);
  const { name, line } = written;
  if (Object.hasOwn(segments, name)) return ok(name);
  const known = [EVERYBODY, ...Object.keys(segments)].join(', ');
  return failed(problem('edition/audience', { file, line }, `"${name}" is none of ${known}`));
}

/** Returns an audience with its segment. Throws if an edition has not checked the name. */
export function audienceOf(name: string, { segments }: Pick<Config, 'segments'>): Audience {
  if (name === EVERYBODY) return { name };
  const segment = Object.hasOwn(segments, name) ? segments[name] : undefined;
  if (!segment) throw new Error(`The config has no segment ${name}.`);
  return { name, segment };
}
