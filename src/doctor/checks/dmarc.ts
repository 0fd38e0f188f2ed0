import { domainOf } from '../../base/address.ts';
import type { Check, Context } from '../context.ts';
import type { Answer } from '../dns.ts';
import { finding, MOST_SHOWN, well, type Finding } from '../finding.ts';
import { parseTags } from '../../dkim/record.ts';

const POLICIES = ['none', 'quarantine', 'reject'];

/** The domain of From has one DMARC policy, its own or one above it, and letters can meet it. */
export const checkDmarc: Check = async (context) => {
  const from = domainOf(context.config.from.email);
  const { domain, answer } = await findPolicy(from, context);
  const at = `_dmarc.${domain}`;
  if (answer.kind === 'unanswered') {
    return [finding('dns/unanswered', `DMARC record ${at}: could not ask, ${answer.reason}`)];
  }
  const [record, ...more] = answer.kind === 'none' ? [] : answer.records;
  if (record === undefined) {
    return [finding('dmarc/missing', `DMARC: there is no record _dmarc.${from}`)];
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
        `DMARC record ${at} has no policy: ${record.slice(0, MOST_SHOWN)}`,
      ),
    ];
  }
  return [...policyOf(at, policy), ...alignment(context, from, domain, tags)];
};

/** From the domain upwards, as far as the first one that has a policy (RFC 7489 6.6.3). */
async function findPolicy(
  from: string,
  { lookUp }: Context,
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

function policyOf(at: string, policy: string): readonly Finding[] {
  const says = `DMARC: ${at} says p=${policy}`;
  return policy === 'none'
    ? [well(says), finding('dmarc/only-watched', 'DMARC: forged mail is reported, not refused')]
    : [well(says)];
}

/** A letter passes where the domain that signs, or that of the envelope, belongs to From's. */
function alignment(
  { config }: Context,
  from: string,
  policyDomain: string,
  tags: ReadonlyMap<string, string>,
): readonly Finding[] {
  const belongs = (domain: string, mode: string | undefined) =>
    mode === 's' ? domain === from : isIn(domain, policyDomain) || isIn(from, domain);
  const signers = config.dkim.map(({ domain }) => domainOf(domain ?? from));
  const envelope = domainOf(config.delivery.bounces ?? config.from.email);
  const ways = [
    ...(signers.some((each) => belongs(each, tags.get('adkim'))) ? ['DKIM'] : []),
    ...(belongs(envelope, tags.get('aspf')) ? ['SPF'] : []),
  ];
  if (ways.length > 0) return [well(`DMARC: ${from} is aligned by ${ways.join(' and by ')}`)];
  const text = `DMARC: neither a signature nor the envelope (${envelope}) is of ${from}`;
  return [finding('dmarc/alignment', text)];
}

function isIn(domain: string, parent: string): boolean {
  return domain === parent || domain.endsWith(`.${parent}`);
}
