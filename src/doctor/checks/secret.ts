import { parseSecrets } from '../../letter/token.ts';
import { UserError } from '../../base/user-error.ts';
import type { Check } from '../context.ts';
import { mistake, well } from '../finding.ts';

/** The secret that links to unsubscribe are made with, where there are such links. */
export const checkSecret: Check = ({ config, env }) => {
  if (config.links.unsubscribe === undefined) return Promise.resolve([]);
  try {
    const { length } = parseSecrets(env['BROADSHEET_SECRET']);
    const older = length > 1 ? `, and ${length - 1} older` : '';
    return Promise.resolve([well(`Secret: BROADSHEET_SECRET is set${older}`)]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return Promise.resolve([mistake('secret/mistake', error)]);
  }
};
