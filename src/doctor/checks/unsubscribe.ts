import { asError } from '../../base/as-error.ts';
import { listIdOf } from '../../config/schema.ts';
import { unsubscribeUrl } from '../../letter/recipient.ts';
import { parseSecrets } from '../../letter/token.ts';
import { UserError } from '../../base/user-error.ts';
import type { Check } from '../context.ts';
import { finding, well, type Finding } from '../finding.ts';

const PATIENCE_MS = 10_000;
/** Nobody has this address (RFC 2606): whatever becomes of its token, no reader is unsubscribed. */
const NOBODY = { email: 'doctor@broadsheet.invalid', attributes: {} };

/** The page behind the unsubscribe link is there. It is asked by HEAD, which changes nothing. */
export const checkUnsubscribe: Check = async ({ config, env, fetch }) => {
  const { unsubscribe: url } = config.links;
  if (url === undefined) {
    const { email } = config.replyTo ?? config.from;
    return [finding('unsubscribe/none', `Unsubscribing: by a mail to ${email}, no button`)];
  }
  const shown = `Unsubscribing: ${url}`;
  if (!fetch) return [finding('unsubscribe/not-asked', `${shown} was not asked`)];
  try {
    const secrets = parseSecrets(env['BROADSHEET_SECRET']);
    const sender = { ...config, listId: listIdOf(config), unsubscribe: { url, secrets } };
    return [await ask(unsubscribeUrl(sender, NOBODY), shown, fetch)];
  } catch (error) {
    // Without a secret there is no link to ask, and the secret's own check says so.
    if (error instanceof UserError) return [];
    throw error;
  }
};

async function ask(url: string, shown: string, fetch: typeof globalThis.fetch): Promise<Finding> {
  try {
    const { status } = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      headers: { 'user-agent': 'Broadsheet (doctor)' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return judge(status, `${shown} answers ${status}`);
  } catch (error) {
    const { name, message, cause } = asError(error);
    const reason =
      name === 'TimeoutError'
        ? `no answer in ${PATIENCE_MS / 1000} s`
        : asError(cause ?? message).message;
    return finding('unsubscribe/unreachable', `${shown}: ${reason}`);
  }
}

function judge(status: number, text: string): Finding {
  // 405: a page that answers GET and POST alone is there all the same.
  if (status < 300 || status === 405) return well(text);
  return finding(status < 400 ? 'unsubscribe/redirect' : 'unsubscribe/answer', text);
}
