import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseSecrets } from '../../../src/base/secrets.ts';
import { challengeFor, isProof } from '../../../src/site/sign-up/proof.ts';
import { makeTicket } from '../../../src/site/sign-up/ticket.ts';

const secrets = parseSecrets('a'.repeat(32));
const NOW = new Date('2026-01-05T08:00:00Z');
const newTicket = () =>
  makeTicket({ secrets, listId: 'l.example.com', form: 'page', network: undefined }, NOW);
const ticket = newTicket();

interface Proof {
  readonly challenge: Challenge;
  readonly solution: { readonly counter: number; readonly derivedKey: string };
}
const encoded = (proof: unknown) => Buffer.from(JSON.stringify(proof)).toString('base64');

describe('a proof of work', () => {
  let proof: Proof;
  beforeAll(async () => {
    const challenge = JSON.parse(await challengeFor(secrets, ticket)) as Challenge;
    const solution = await solveChallenge({ challenge, deriveKey });
    if (!solution) throw new Error('The challenge was not solved.');
    proof = { challenge, solution };
  });

  test('is accepted for the ticket of its form, also after a change of secret', async () => {
    expect(await isProof(encoded(proof), secrets, ticket)).toBe(true);
    const rotated = [...parseSecrets('b'.repeat(32)), ...secrets];
    expect(await isProof(encoded(proof), rotated, ticket)).toBe(true);
  });

  test('is of no use for another form, or with another secret', async () => {
    expect(await isProof(encoded(proof), secrets, newTicket())).toBe(false);
    expect(await isProof(encoded(proof), parseSecrets('b'.repeat(32)), ticket)).toBe(false);
    expect(await isProof(encoded(proof), [], ticket)).toBe(false);
  });

  test('can’t be had for less work', async () => {
    const { challenge, solution } = proof;
    const { parameters } = challenge;
    const cheaper = [
      { challenge: { ...challenge, parameters: { ...parameters, cost: 1 } }, solution },
      { challenge: { ...challenge, parameters: { ...parameters, keyPrefix: '0' } }, solution },
      { challenge: { ...challenge, parameters: { ...parameters, keyLength: 1 } }, solution },
      { challenge, solution: { ...solution, counter: solution.counter + 1 } },
      { challenge, solution: { ...solution, derivedKey: '00'.repeat(32) } },
      { challenge: { ...challenge, signature: '00'.repeat(32) }, solution },
      { challenge: { parameters }, solution },
    ];
    for (const each of cheaper) expect(await isProof(encoded(each), secrets, ticket)).toBe(false);
  });

  test.each(['', 'x', '{}', '\0', 'bnVsbA==', 'W10=', '='.repeat(2000)])(
    'is not %j',
    async (text) => {
      expect(await isProof(text, secrets, ticket)).toBe(false);
    },
  );
});
