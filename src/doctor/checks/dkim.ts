import { domainOf } from '../../base/address.ts';
import { readDkimKey, type DkimKey, type DkimSettings } from '../../dkim/key.ts';
import { UserError } from '../../base/user-error.ts';
import type { DoctorCheck, DoctorContext } from '../context.ts';
import { compareRecord, recordOf } from '../../dkim/record.ts';
import { finding, mistake, passed, type DoctorFinding } from '../finding.ts';

/** Checks that each private key signs, and that its selector's public record matches it. */
export const checkDkim: DoctorCheck = async (context) => {
  const { dkim } = context.config;
  if (dkim.length === 0)
    return [finding('dkim/none', 'DKIM: Broadsheet does not sign the letters')];
  const found = await Promise.all(dkim.map((settings) => examine(settings, context)));
  return found.flat();
};

async function examine(
  settings: DkimSettings,
  { config, env, lookUp }: DoctorContext,
): Promise<readonly DoctorFinding[]> {
  try {
    const { keyFrom } = settings;
    const key = readDkimKey(settings, env[keyFrom], domainOf(config.from.email));
    const name = `${key.selector}._domainkey.${key.domain}`;
    const answer = await lookUp(name);
    if (answer.kind === 'unanswered') {
      return [finding('dns/unanswered', `DKIM record at ${name}: lookup failed: ${answer.reason}`)];
    }
    return compare(key, name, answer.kind === 'none' ? [] : answer.records);
  } catch (error) {
    if (error instanceof UserError) return [mistake('dkim/key', error)];
    throw error;
  }
}

function compare(key: DkimKey, name: string, records: readonly string[]): readonly DoctorFinding[] {
  const [record, ...more] = records;
  const publish = `With your DNS provider, publish a TXT record at ${name}: ${recordOf(key)}`;
  if (record === undefined) {
    return [finding('dkim/record-missing', `DKIM: no record at ${name}`, publish)];
  }
  // The result of several records is undefined (RFC 6376 3.6.2.2).
  if (more.length > 0) {
    return [finding('dkim/several-records', `DKIM: ${name} has ${records.length} records`)];
  }
  const match = compareRecord(record, key);
  switch (match.kind) {
    case 'invalid':
      return [finding('dkim/record-broken', `DKIM record at ${name}: ${match.fault}`, publish)];
    case 'revoked':
      return [
        finding('dkim/revoked', `DKIM: the key at ${name} is revoked (p= is empty)`, publish),
      ];
    case 'other-key':
      return [
        finding(
          'dkim/other-key',
          `DKIM: the record at ${name} belongs to another key`,
          `Set the private key that belongs to the record. Or, ${publish.replace('W', 'w')}`,
        ),
      ];
    case 'match': {
      const right = passed(`DKIM: the record at ${name} matches the ${describeKey(key)} key`);
      const test = finding('dkim/testing', `DKIM: the record at ${name} is marked as a test (t=y)`);
      return match.testing ? [right, test] : [right];
    }
  }
}

function describeKey({ privateKey }: DkimKey): string {
  const bits = privateKey.asymmetricKeyDetails?.modulusLength;
  return bits === undefined ? 'Ed25519' : `RSA-${bits}`;
}
