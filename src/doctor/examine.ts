import type { Config } from '../config/schema.ts';
import { UserError } from '../base/user-error.ts';
import { checkClock } from './checks/clock.ts';
import { checkConfig } from './checks/config.ts';
import { checkContent } from './checks/content.ts';
import { checkDatabase } from './checks/database.ts';
import { checkDkim } from './checks/dkim.ts';
import { checkDmarc } from './checks/dmarc.ts';
import { checkList } from './checks/list.ts';
import { checkSecret } from './checks/secret.ts';
import { checkSite } from './checks/site.ts';
import { checkSmtp } from './checks/smtp.ts';
import { checkSpf } from './checks/spf.ts';
import { checkUnsubscribe } from './checks/unsubscribe.ts';
import type { DoctorCheck, DoctorContext } from './context.ts';
import { mistake, type DoctorFinding } from './finding.ts';

/** All checks, in the order in which a newsletter is set up. */
const CHECKS: readonly (readonly [what: string, check: DoctorCheck])[] = [
  ['the config', checkConfig],
  ['the content', checkContent],
  ['the database', checkDatabase],
  ['the list', checkList],
  ['the clock', checkClock],
  ['the SMTP server', checkSmtp],
  ['the secret', checkSecret],
  ['the site', checkSite],
  ['unsubscribing', checkUnsubscribe],
  ['DKIM', checkDkim],
  ['SPF', checkSpf],
  ['DMARC', checkDmarc],
];

/**
 * Runs all checks in turn, and calls `begin` before each. If the config can't be read, that is the
 * only finding: everything else depends on it.
 */
export async function* examine(
  readConfig: () => Promise<Config>,
  contextOf: (config: Config) => DoctorContext,
  begin: (what: string) => void,
): AsyncGenerator<DoctorFinding> {
  const config = await readConfig().catch(userError);
  if (config instanceof UserError) {
    yield mistake('config/mistake', config);
    return;
  }
  const context = contextOf(config);
  for (const [what, check] of CHECKS) {
    begin(what);
    yield* await check(context);
  }
}

function userError(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}
