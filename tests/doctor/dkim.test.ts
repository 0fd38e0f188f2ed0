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

describe('a DKIM record with the public half of the key', () => {
  test.each([
    ['as it is published', GOOD],
    ['without v= and k=', `p=${half()}`],
    [
      'with spaces and a final semicolon',
      ` v = DKIM1 ;\tk=rsa; n=a note; p=${half().replace(/.{60}/g, '$& ')} ; `,
    ],
    ['with the bare key', `v=DKIM1; p=${half(RSA, 'pkcs1')}`],
    ['for sha256 and mail', `v=DKIM1; h=sha1:sha256; s=email; t=s; p=${half()}`],
  ])('passes %s', async (_, record) => {
    expect(await look([record])).toEqual([
      { severity: 'done', message: `DKIM: the record at ${NAME} matches the RSA-2048 key` },
    ]);
  });

  test('passes for Ed25519', async () => {
    const found = await look([`v=DKIM1; k=ed25519; p=${ED.toString('base64')}`], ED_NAME);
    expect(found).toMatchObject([
      { severity: 'done', message: `DKIM: the record at ${ED_NAME} matches the Ed25519 key` },
    ]);
  });

  test('is a warning if it is marked as a test', async () => {
    expect(codes(await look([`v=DKIM1; t=s:y; p=${half()}`]))).toEqual(['done', 'dkim/testing']);
  });
});

test.each([
  ['another key', `v=DKIM1; k=rsa; p=${half(other)}`, 'dkim/other-key'],
  ['a key that is not base64', 'v=DKIM1; k=rsa; p=!!!', 'dkim/other-key'],
  ['a key that is cut off', GOOD.slice(0, 300), 'dkim/other-key'],
  ['an empty key', 'v=DKIM1; k=rsa; p=', 'dkim/revoked'],
  ['no p=', 'v=DKIM1; k=rsa', 'dkim/record-broken'],
  ['another type of key', `v=DKIM1; k=ed25519; p=${half()}`, 'dkim/record-broken'],
  ['another version', `v=DKIM2; p=${half()}`, 'dkim/record-broken'],
  ['its version at the end', `p=${half()}; v=DKIM1`, 'dkim/record-broken'],
  ['only sha1', `v=DKIM1; h=sha1; p=${half()}`, 'dkim/record-broken'],
  ['another service than email', `v=DKIM1; s=other; p=${half()}`, 'dkim/record-broken'],
  ['prose', 'please ask the webmaster', 'dkim/record-broken'],
  ['only control characters', '\u001b[2J\u0000;;', 'dkim/record-broken'],
  ['no text', '', 'dkim/record-broken'],
])('a DKIM record that has %s is an error', async (_, record, code) => {
  expect(codes(await look([record]))).toEqual([code]);
});

test('a missing DKIM record is an error whose remedy shows the record to publish', async () => {
  const remedy = `With your DNS provider, publish a TXT record at ${NAME}: ${GOOD}`;
  expect(await look()).toMatchObject([{ code: 'dkim/record-missing', remedy }]);
});

test('the record in the remedy passes once it is published', async () => {
  const [missing] = await look(undefined, ED_NAME);
  const record =
    missing && 'remedy' in missing ? missing.remedy.split(`${ED_NAME}: `)[1] : undefined;
  expect(codes(await look([record ?? ''], ED_NAME))).toEqual(['done']);
});

test('two DKIM records at one selector are an error', async () => {
  expect(codes(await look([GOOD, GOOD]))).toEqual(['dkim/several-records']);
});

test('a failed lookup of a DKIM record is a note, not an error', async () => {
  expect(await look('refused')).toMatchObject([{ code: 'dns/unanswered', severity: 'note' }]);
});

test('a missing or damaged key is an error that shows no key and needs no lookup', async () => {
  const { server, lookUp } = await dns({ [NAME]: [GOOD] });
  for (const DKIM_PRIVATE_KEY of ['', 'hunter2', pem(ED25519)]) {
    const context = contextOf({ dkim: [RSA_SETTINGS] }, { env: { DKIM_PRIVATE_KEY }, lookUp });
    const found = await checkDkim(context);
    expect(codes(found)).toEqual(['dkim/key']);
    expect(JSON.stringify(found)).not.toContain('hunter2');
  }
  expect(server.asked).toEqual([]);
});

test('each signature is checked at its own domain', async () => {
  const { lookUp } = await dns({ 'rsa2026._domainkey.example.com': [GOOD] });
  const dkim = [{ ...RSA_SETTINGS, domain: 'Example.com' }, ED25519_SETTINGS];
  const from = 'news@mail.example.com';
  const found = await checkDkim(contextOf({ from, dkim }, { env, lookUp }));
  expect(codes(found)).toEqual(['done', 'dkim/record-missing']);
  expect(JSON.stringify(found)).toContain('ed2026._domainkey.mail.example.com');
});

test('letters without a DKIM signature are a warning', async () => {
  expect(codes(await checkDkim(contextOf()))).toEqual(['dkim/none']);
});
