import { domainOf } from '../../base/address.ts';
import type { DoctorCheck } from '../context.ts';
import { finding, MOST_SHOWN, passed, type DoctorFinding } from '../finding.ts';

/** Checks that the return path's domain has one SPF record (RFC 7208) that allows some senders. */
export const checkSpf: DoctorCheck = async ({ config, lookUp }) => {
  const domain = domainOf(config.delivery.bounces ?? config.from.email);
  const answer = await lookUp(domain);
  if (answer.kind === 'unanswered') {
    return [finding('dns/unanswered', `SPF of ${domain}: lookup failed: ${answer.reason}`)];
  }
  const all = answer.kind === 'none' ? [] : answer.records;
  return [findingOf(domain, all.filter(isSpf))];
};

function isSpf(record: string): boolean {
  return /^v=spf1(?: |$)/i.test(record);
}

function findingOf(domain: string, records: readonly string[]): DoctorFinding {
  const [record, ...more] = records;
  if (record === undefined) return finding('spf/missing', `SPF: ${domain} has no record`);
  const text = `SPF of ${domain}: ${record.slice(0, MOST_SHOWN)}`;
  if (more.length > 0) {
    return finding('spf/several-records', `SPF: ${domain} has ${records.length} records`);
  }
  const terms = record.toLowerCase().split(/ +/).slice(1);
  if (terms.includes('+all') || terms.includes('all')) return finding('spf/anybody', text);
  const others = terms.filter((term) => term !== '' && !/^[-~?]all$/.test(term));
  return others.length === 0 && terms.includes('-all') ? finding('spf/nobody', text) : passed(text);
}
