import { linksOf } from '../../config/links.ts';
import { parseSecrets } from '../../base/secrets.ts';
import { UserError } from '../../base/user-error.ts';
import type { DoctorCheck } from '../context.ts';
import { mistake, passed } from '../finding.ts';

/** Checks the secret for the links of readers, if letters have such links. */
export const checkSecret: DoctorCheck = ({ config, env }) => {
  if (linksOf(config).unsubscribe === undefined) return Promise.resolve([]);
  try {
    const { length } = parseSecrets(env['BROADSHEET_SECRET']);
    const older = length > 1 ? `, with ${length - 1} older` : '';
    return Promise.resolve([passed(`Secret: BROADSHEET_SECRET is set${older}`)]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return Promise.resolve([mistake('secret/mistake', error)]);
  }
};
