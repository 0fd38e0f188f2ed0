import { domainOf } from '../../base/address.ts';
import { readDkimKey, type DkimKey, type DkimSettings } from '../../dkim/key.ts';
import { UserError } from '../../base/user-error.ts';
import type { Check, Context } from '../context.ts';
import { compareRecord, recordOf } from '../../dkim/record.ts';
import { finding, mistake, well, type Finding } from '../finding.ts';

/** Each private key signs, and the public record of its selector has the other half of it. */
export const checkDkim: Check = async (context) => {
  const { dkim } = context.config;
  if (dkim.length === 0) return [finding('dkim/none', 'DKIM: letters are not signed here')];
  const found = await Promise.all(dkim.map((settings) => examine(settings, context)));
  return found.flat();
};

async function examine(
  settings: DkimSettings,
  { config, env, lookUp }: Context,
): Promise<readonly Finding[]> {
  try {
    const { keyFrom } = settings;
    const key = readDkimKey(settings, env[keyFrom], domainOf(config.from.email));
    const name = `${key.selector}._domainkey.${key.domain}`;
    const answer = await lookUp(name);
    if (answer.kind === 'unanswered') {
      return [finding('dns/unanswered', `DKIM record ${name}: could not ask, ${answer.reason}`)];
    }
    return compare(key, name, answer.kind === 'none' ? [] : answer.records);
  } catch (error) {
    if (error instanceof UserError) return [mistake('dkim/key', error)];
    throw error;
  }
}

function compare(key: DkimKey, name: string, records: readonly string[]): readonly Finding[] {
  const [record, ...more] = records;
  const publish = `With your DNS provider, publish at ${name} the TXT record: ${recordOf(key)}`;
  if (record === undefined) {
    return [finding('dkim/record-missing', `DKIM: there is no record ${name}`, publish)];
  }
  // What a verifier makes of several is not defined (RFC 6376 3.6.2.2).
  if (more.length > 0) {
    return [finding('dkim/several-records', `DKIM: ${name} has ${records.length} records`)];
  }
  const match = compareRecord(record, key);
  switch (match.kind) {
    case 'invalid':
      return [finding('dkim/record-broken', `DKIM record ${name}: ${match.fault}`, publish)];
    case 'revoked':
      return [finding('dkim/revoked', `DKIM: ${name} is revoked, for p= is empty`, publish)];
    case 'other-key':
      return [
        finding(
          'dkim/other-key',
          `DKIM: ${name} has another key than ours`,
          `Set the private key that belongs to it. Or, ${publish.replace('W', 'w')}`,
        ),
      ];
    case 'match': {
      const right = well(`DKIM: ${name} has our key, ${describeKey(key)}`);
      const test = finding('dkim/testing', `DKIM: ${name} says that it is a test (t=y)`);
      return match.testing ? [right, test] : [right];
    }
  }
}

function describeKey({ privateKey }: DkimKey): string {
  const bits = privateKey.asymmetricKeyDetails?.modulusLength;
  return bits === undefined ? 'Ed25519' : `RSA of ${bits} bits`;
}
