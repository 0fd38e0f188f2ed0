import * as z from 'zod';
import { webUrl } from './url.ts';

/** An http or https URL in normal form, in the config and in front matter. */
export const webUrlSchema = z.string().transform((text, context) => {
  const safe = webUrl(text);
  if (safe !== undefined) return safe;
  context.addIssue({ code: 'custom', message: 'must be an http or https URL' });
  return z.NEVER;
});
