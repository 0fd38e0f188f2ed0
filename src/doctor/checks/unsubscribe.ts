import { asError } from '../../base/as-error.ts';
import { listIdOf } from '../../config/schema.ts';
import { linksOf } from '../../config/links.ts';
import { earlierSubscriptionId } from '../../letter/recipient.ts';
import { makeToken } from '../../letter/token.ts';
import { parseSecrets } from '../../base/secrets.ts';
import { isReservedName } from '../../base/example-domain.ts';
import { UserError } from '../../base/user-error.ts';
import type { DoctorCheck } from '../context.ts';
import { finding, passed, type DoctorFinding } from '../finding.ts';

const PATIENCE_MS = 10_000;
/** Nobody has this address (RFC 2606), so its token unsubscribes no reader. */
const NOBODY = 'doctor@broadsheet.invalid';

/** Checks that the unsubscribe page exists, with a HEAD request, which changes nothing. */
export const checkUnsubscribe: DoctorCheck = async ({ config, env, fetch }) => {
  const { unsubscribe: url } = linksOf(config);
  if (url === undefined) {
    const { email } = config.replyTo ?? config.from;
    return [
      finding(
        'unsubscribe/none',
        `Unsubscribing: by email to ${email}, without a one-click button`,
      ),
    ];
  }
  const shown = `Unsubscribing: ${url}`;
  if (!fetch) return [finding('unsubscribe/not-asked', `${shown} was not requested`)];
  const host = URL.parse(url)?.hostname ?? '';
  if (isReservedName(host) && host !== 'localhost') {
    const fault = 'is at an example domain, which has no pages';
    return [finding('unsubscribe/not-asked', `${shown} ${fault}`)];
  }
  try {
    const secrets = parseSecrets(env['BROADSHEET_SECRET']);
    const listId = listIdOf(config);
    const token = makeToken('reader', listId, earlierSubscriptionId(listId, NOBODY), secrets);
    return [await request(url.replace('{token}', token), shown, fetch)];
  } catch (error) {
    // Without a secret there is no link to request; the secret has its own check.
    if (error instanceof UserError) return [];
    throw error;
  }
};

async function request(
  url: string,
  shown: string,
  fetch: typeof globalThis.fetch,
): Promise<DoctorFinding> {
  try {
    const { status } = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      headers: { 'user-agent': 'Broadsheet (doctor)' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return findingOf(status, `${shown} responded with ${status}`);
  } catch (error) {
    const { name, message, cause } = asError(error);
    const reason =
      name === 'TimeoutError'
        ? `no response within ${PATIENCE_MS / 1000} s`
        : asError(cause ?? message).message;
    return finding('unsubscribe/unreachable', `${shown}: ${reason}`);
  }
}

function findingOf(status: number, text: string): DoctorFinding {
  // 405: the page exists, but only for GET and POST.
  if (status < 300 || status === 405) return passed(text);
  return finding(status < 400 ? 'unsubscribe/redirect' : 'unsubscribe/answer', text);
}
