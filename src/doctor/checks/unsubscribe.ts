import { linksOf } from '../../config/links.ts';
import { listIdOf } from '../../config/schema.ts';
import { earlierSubscriptionId, isOneClick } from '../../letter/recipient.ts';
import { makeToken } from '../../letter/token.ts';
import { parseSecrets } from '../../base/secrets.ts';
import { isReservedName } from '../../base/example-domain.ts';
import { UserError } from '../../base/user-error.ts';
import type { DoctorCheck } from '../context.ts';
import { finding, MOST_SHOWN, passed, type DoctorFinding, type FindingCode } from '../finding.ts';
import { request, type Reply } from '../request.ts';

/** Nobody has this address (RFC 2606), so its token unsubscribes no reader. */
const NOBODY = 'doctor@broadsheet.invalid';

/**
 * Checks that one-click unsubscribing works, with a POST as mailbox providers send it (RFC 8058 3.2)
 * and a token that names nobody.
 */
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
  const token = tokenOfNobody(listIdOf(config), env['BROADSHEET_SECRET']);
  // Without a secret there is no link to request; the secret has its own check.
  if (token === undefined) return [];
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
  const reply = await request(url.replace('{token}', token), fetch, { method: 'POST', body });
  const found = findingOf(reply, shown, token);
  if (found.severity === 'done' && !isOneClick({ url })) {
    return [passed(`${found.message}, and letters have no one-click button without https`)];
  }
  return [found];
};

function tokenOfNobody(listId: string, secret: string | undefined): string | undefined {
  try {
    const id = earlierSubscriptionId(listId, NOBODY);
    return makeToken('reader', listId, id, parseSecrets(secret));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

function findingOf(reply: Reply, shown: string, token: string): DoctorFinding {
  if (reply.kind === 'unreachable') {
    return finding('unsubscribe/unreachable', `${shown}: ${reply.reason}`);
  }
  const { status, location } = reply;
  const code = faultOf(reply);
  const target = location?.replaceAll(token, '{token}').slice(0, MOST_SHOWN);
  const to = code === 'unsubscribe/redirect' && target !== undefined ? `, to ${target}` : '';
  const text = `${shown} responded to a POST with ${status}${to}`;
  if (code === undefined) return passed(text);
  return finding(code, code === 'unsubscribe/login' && status < 300 ? `${text}: a login` : text);
}

function faultOf({ status, text }: Reply & { kind: 'answered' }): FindingCode | undefined {
  if (status >= 300 && status < 400) return 'unsubscribe/redirect';
  if (status === 401 || status === 407 || isLogin(text)) return 'unsubscribe/login';
  if (status === 403) return 'unsubscribe/forbidden';
  return status >= 200 && status < 300 ? undefined : 'unsubscribe/answer';
}

function isLogin(page: string): boolean {
  return /<input\b[^>]*\btype\s*=\s*["']?password\b/i.test(page);
}
