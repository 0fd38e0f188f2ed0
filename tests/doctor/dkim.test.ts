import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkDkim } from '../../src/doctor/checks/dkim.ts';
import { ED25519, ED25519_SETTINGS, pem, RSA, RSA_SETTINGS } from '../dkim/signing-keys.ts';
import { codes, contextOf, dns, useServers } from './context.ts';

useServers();

const NAME = 'rsa2026._domainkey.example.com';
const ED_NAME = 'ed2026._domainkey.example.com';
const half = (key = RSA, type: 'spki' | 'pkcs1' = 'spki') =>
  createPublicKey(key).export({ format: 'der', type }).toString('base64');
const ED = Buffer.from(createPublicKey(ED25519).export({ format: 'jwk' }).x ?? '', 'base64url');
const GOOD = `v=DKIM1; k=rsa; p=${half()}`;
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const env = { DKIM_PRIVATE_KEY: pem(RSA), DKIM_ED25519: pem(ED25519) };

async function look(records?: readonly string[] | 'refused', name = NAME) {
  const { lookUp } = await dns(records === undefined ? {} : { [name]: records });
  const dkim = [name === NAME ? RSA_SETTINGS : ED25519_SETTINGS];
  return checkDkim(contextOf({ dkim }, { env, lookUp }));
}

describe('a record with our key', () => {
  test.each([
    ['as it is published', GOOD],
    ['without v= and k=', `p=${half()}`],
    [
      'with spaces and an end',
      ` v = DKIM1 ;\tk=rsa; n=a note; p=${half().replace(/.{60}/g, '$& ')} ; `,
    ],
    ['of the bare key', `v=DKIM1; p=${half(RSA, 'pkcs1')}`],
    ['for sha256 and mail', `v=DKIM1; h=sha1:sha256; s=email; t=s; p=${half()}`],
  ])('%s is right', async (_, record) => {
    expect(await look([record])).toEqual([
      { severity: 'done', message: `DKIM: ${NAME} has our key, RSA of 2048 bits` },
    ]);
  });

  test('of Ed25519 is right', async () => {
    const found = await look([`v=DKIM1; k=ed25519; p=${ED.toString('base64')}`], ED_NAME);
    expect(found).toMatchObject([
      { severity: 'done', message: `DKIM: ${ED_NAME} has our key, Ed25519` },
    ]);
  });

  test('that says it is a test is told', async () => {
    expect(codes(await look([`v=DKIM1; t=s:y; p=${half()}`]))).toEqual(['done', 'dkim/testing']);
  });
});

test.each([
  ['another key', `v=DKIM1; k=rsa; p=${half(other)}`, 'dkim/other-key'],
  ['a key that is none', 'v=DKIM1; k=rsa; p=!!!', 'dkim/other-key'],
  ['a key that was cut off', GOOD.slice(0, 300), 'dkim/other-key'],
  ['no key any more', 'v=DKIM1; k=rsa; p=', 'dkim/revoked'],
  ['no p=', 'v=DKIM1; k=rsa', 'dkim/record-broken'],
  ['another kind of key', `v=DKIM1; k=ed25519; p=${half()}`, 'dkim/record-broken'],
  ['another version', `v=DKIM2; p=${half()}`, 'dkim/record-broken'],
  ['its version not in front', `p=${half()}; v=DKIM1`, 'dkim/record-broken'],
  ['sha1 alone', `v=DKIM1; h=sha1; p=${half()}`, 'dkim/record-broken'],
  ['another use', `v=DKIM1; s=other; p=${half()}`, 'dkim/record-broken'],
  ['prose', 'please ask the webmaster', 'dkim/record-broken'],
  ['controls and nothing else', '\u001b[2J\u0000;;', 'dkim/record-broken'],
  ['nothing', '', 'dkim/record-broken'],
])('a record that has %s does not serve', async (_, record, code) => {
  expect(codes(await look([record]))).toEqual([code]);
});

test('no record: the one to publish is shown', async () => {
  const remedy = `With your DNS provider, publish at ${NAME} the TXT record: ${GOOD}`;
  expect(await look()).toMatchObject([{ code: 'dkim/record-missing', remedy }]);
});

test('what is to be published is right once it is', async () => {
  const [missing] = await look(undefined, ED_NAME);
  const record = missing && 'remedy' in missing ? missing.remedy.split('record: ')[1] : undefined;
  expect(codes(await look([record ?? ''], ED_NAME))).toEqual(['done']);
});

test('several records are one too many', async () => {
  expect(codes(await look([GOOD, GOOD]))).toEqual(['dkim/several-records']);
});

test('a DNS that does not answer is a note, not an error', async () => {
  expect(await look('refused')).toMatchObject([{ code: 'dns/unanswered', severity: 'note' }]);
});

test('a key that is missing or damaged is told without a question and without the key', async () => {
  const { server, lookUp } = await dns({ [NAME]: [GOOD] });
  for (const DKIM_PRIVATE_KEY of ['', 'hunter2', pem(ED25519)]) {
    const context = contextOf({ dkim: [RSA_SETTINGS] }, { env: { DKIM_PRIVATE_KEY }, lookUp });
    const found = await checkDkim(context);
    expect(codes(found)).toEqual(['dkim/key']);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  }
  expect(server.asked).toEqual([]);
});

test('each signature is looked at, at the domain that it names', async () => {
  const { lookUp } = await dns({ 'rsa2026._domainkey.example.com': [GOOD] });
  const dkim = [{ ...RSA_SETTINGS, domain: 'Example.com' }, ED25519_SETTINGS];
  const from = 'news@mail.example.com';
  const found = await checkDkim(contextOf({ from, dkim }, { env, lookUp }));
  expect(codes(found)).toEqual(['done', 'dkim/record-missing']);
  expect(JSON.stringify(found)).toContain('ed2026._domainkey.mail.example.com');
});

test('letters that are not signed here are told', async () => {
  expect(codes(await checkDkim(contextOf()))).toEqual(['dkim/none']);
});
