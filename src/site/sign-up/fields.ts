/** What was sent with a sign-up, as a form or as JSON. */
import type { Context } from 'hono';
import { formOf, formWith, type Form } from '../form.ts';

const FORM = /^(?:application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i;
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/** Reads the fields of a sign-up; undefined if it is neither a form nor a JSON object. */
export async function fieldsOf(context: Context): Promise<Form | undefined> {
  const type = context.req.header('content-type') ?? '';
  if (FORM.test(type)) return formOf(context);
  if (!JSON_TYPE.test(type)) return undefined;
  const sent: unknown = await context.req.json().catch(() => undefined);
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return undefined;
  return formWith(sent);
}

/** Returns whether a program asks, which gets JSON. */
export function wantsJson({ req }: Context): boolean {
  const accept = req.header('accept') ?? '';
  if (JSON_TYPE.test(req.header('content-type') ?? '')) return true;
  return accept.includes('application/json') && !accept.includes('text/html');
}
