import { isReservedName } from '../../base/example-domain.ts';
import type { DoctorCheck, DoctorContext } from '../context.ts';
import { finding, MOST_SHOWN, passed, type DoctorFinding } from '../finding.ts';
import { request, type Reply } from '../request.ts';
import { leavesMachine } from './smtp.ts';

/** Checks where the public pages are, and that they are running. */
export const checkSite: DoctorCheck = async (context) => {
  const { site } = context.config;
  if (site === undefined) return [];
  return [...placeOf(site.url, context), ...(await running(site.url, context))];
};

function placeOf(url: string, context: DoctorContext): readonly DoctorFinding[] {
  const { protocol, pathname } = new URL(url);
  const findings: DoctorFinding[] = [];
  if (protocol === 'http:' && leavesMachine(context)) {
    findings.push(finding('site/local', `Site: ${url} is only on this machine`));
  }
  if (pathname !== '/') {
    findings.push(finding('site/path', `Site: ${url} is not at the root of its host`));
  }
  return findings;
}

async function running(url: string, { fetch }: DoctorContext): Promise<readonly [DoctorFinding]> {
  const shown = `Site: ${url}`;
  if (!fetch) return [finding('site/not-asked', `${shown} was not requested`)];
  const { hostname } = new URL(url);
  if (isReservedName(hostname) && hostname !== 'localhost') {
    const fault = 'is at an example domain, which has no pages';
    return [finding('site/not-asked', `${shown} ${fault}`)];
  }
  return [findingOf(await request(`${url}/healthz`, fetch), shown)];
}

function findingOf(reply: Reply, shown: string): DoctorFinding {
  if (reply.kind === 'unreachable') return finding('site/unreachable', `${shown}: ${reply.reason}`);
  const { status, location, text } = reply;
  const answer = `${shown}/healthz responded with ${status}`;
  if (status >= 300 && status < 400) {
    return finding('site/redirect', `${answer}, to ${(location ?? '').slice(0, MOST_SHOWN)}`);
  }
  if (status !== 200) return finding('site/answer', answer);
  // Another program's page for every address is a 200, too.
  if (text.trim() !== 'ok') return finding('site/answer', `${answer}, but with another page`);
  return passed(`${shown} is running`);
}
