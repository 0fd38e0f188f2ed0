import { domainOf } from '../../base/address.ts';
import type { DoctorCheck, DoctorContext } from '../context.ts';
import type { Answer } from '../dns.ts';
import { finding, MOST_SHOWN, passed, type DoctorFinding } from '../finding.ts';
import { parseTags } from '../../dkim/record.ts';

const POLICIES = ['none', 'quarantine', 'reject'];

/** Checks that the sender's domain or a parent has one DMARC policy, and that letters can pass it. */
export const checkDmarc: DoctorCheck = async (context) => {
  const from = domainOf(context.config.from.email);
  const { domain, answer } = await findPolicy(from, context);
  const at = `_dmarc.${domain}`;
  if (answer.kind === 'unanswered') {
    return [finding('dns/unanswered', `DMARC record at ${at}: lookup failed: ${answer.reason}`)];
  }
  const [record, ...more] = answer.kind === 'none' ? [] : answer.records;
  if (record === undefined) {
    return [finding('dmarc/missing', `DMARC: no record at _dmarc.${from}`)];
  }
  if (more.length > 0) {
    return [finding('dmarc/several-records', `DMARC: ${at} has ${more.length + 1} records`)];
  }
  const tags = parseTags(record) ?? new Map<string, string>();
  const policy = ((from === domain ? undefined : tags.get('sp')) ?? tags.get('p'))?.toLowerCase();
  if (policy === undefined || !POLICIES.includes(policy)) {
    return [
      finding(
        'dmarc/record-broken',
        `DMARC record at ${at} has no valid policy: ${record.slice(0, MOST_SHOWN)}`,
      ),
    ];
  }
  return [...policyOf(at, policy), ...alignment(context, from, domain, tags)];
};

/** Finds the first policy, from the domain upwards (RFC 7489 6.6.3). */
async function findPolicy(
  from: string,
  { lookUp }: DoctorContext,
): Promise<{ readonly domain: string; readonly answer: Answer }> {
  const labels = from.split('.');
  for (let start = 0; start <= labels.length - 2; start++) {
    const domain = labels.slice(start).join('.');
    const answer = await lookUp(`_dmarc.${domain}`);
    if (answer.kind === 'unanswered') return { domain, answer };
    const records = answer.kind === 'none' ? [] : answer.records.filter(isDmarc);
    if (records.length > 0) return { domain, answer: { kind: 'records', records } };
  }
  return { domain: from, answer: { kind: 'none' } };
}

function isDmarc(record: string): boolean {
  return /^v\s*=\s*DMARC1\s*(?:;|$)/.test(record);
}

function policyOf(at: string, policy: string): readonly DoctorFinding[] {
  const found = passed(`DMARC: ${at} has p=${policy}`);
  return policy === 'none'
    ? [found, finding('dmarc/only-watched', 'DMARC: forged mail is reported but not rejected')]
    : [found];
}

/** Checks that the signing domain or the return path's domain aligns with the sender's. */
function alignment(
  { config }: DoctorContext,
  from: string,
  policyDomain: string,
  tags: ReadonlyMap<string, string>,
): readonly DoctorFinding[] {
  const belongs = (domain: string, mode: string | undefined) =>
    mode === 's' ? domain === from : isIn(domain, policyDomain) || isIn(from, domain);
  const signers = config.dkim.map(({ domain }) => domainOf(domain ?? from));
  const envelope = domainOf(config.delivery.bounces ?? config.from.email);
  const ways = [
    ...(signers.some((each) => belongs(each, tags.get('adkim'))) ? ['DKIM'] : []),
    ...(belongs(envelope, tags.get('aspf')) ? ['SPF'] : []),
  ];
  if (ways.length > 0) return [passed(`DMARC: ${from} is aligned by ${ways.join(' and ')}`)];
  const text = `DMARC: neither a DKIM signature nor the return path (${envelope}) aligns with ${from}`;
  return [finding('dmarc/alignment', text)];
}

function isIn(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}
