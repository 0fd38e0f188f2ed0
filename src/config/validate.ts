import type * as z from 'zod';
import { UserError } from '../base/user-error.ts';
import { configSchema, type Config } from './schema.ts';

/** Validates the default export of a config file and returns it frozen. Throws UserError. */
export function validateConfig(value: unknown, file: string): Config {
  const result = configSchema.safeParse(value);
  if (result.success) return freeze(result.data);
  throw new UserError(
    [
      `${file} is invalid:`,
      ...result.error.issues.map((issue) => `  ${describeIssue(issue)}`),
    ].join('\n'),
    'Fix these settings; docs/configuration.md describes them.',
  );
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return `${[path, issue.keys.join(', ')].filter(Boolean).join('.')}: unknown setting`;
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((each) => each.path.length > 0);
    if (inner) return describeIssue({ ...inner, path: [...issue.path, ...inner.path] });
    if (path === 'from' || path === 'replyTo') {
      return `${path}: must be an email address, or an object with "name" and "email"`;
    }
  }
  return `${path || 'the default export'}: ${issue.message.replace(/^Invalid input: /, '')}`;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
