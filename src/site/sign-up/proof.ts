/**
 * A proof of work: the browser tries for a second or so, which costs a person nothing and a flood of
 * programs much. Sign-ups without it wait behind the others; nobody is kept out.
 */
import { createHmac } from 'node:crypto';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import * as z from 'zod';
import type { Secret } from '../../base/secrets.ts';

/** Each try is one PBKDF2 of so many rounds; one of 256 succeeds. */
const WORK = { algorithm: 'PBKDF2/SHA-256', cost: 5000, keyPrefix: '00' } as const;
/** What a browser may send at most. */
export const MOST_PROOF = 2000;

const proofSchema = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal(WORK.algorithm),
      nonce: z.string(),
      salt: z.string(),
      cost: z.literal(WORK.cost),
      keyLength: z.literal(32),
      keyPrefix: z.literal(WORK.keyPrefix),
      data: z.object({ ticket: z.string() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
});

/**
 * Makes a challenge for a form, as JSON. It belongs to the form's ticket, which may be used once and
 * for a day, and so may the challenge.
 */
export async function challengeFor(secrets: readonly Secret[], ticket: string): Promise<string> {
  const [secret] = secrets;
  if (!secret) throw new Error('There is no secret to sign a challenge with.');
  const challenge = await createChallenge({
    ...WORK,
    deriveKey,
    data: { ticket: markOf(ticket) },
    hmacSignatureSecret: keyOf(secret),
  });
  return JSON.stringify(challenge);
}

/** Returns whether a text, JSON in base64, solves a challenge that was made for the ticket. */
export async function isProof(
  text: string,
  secrets: readonly Secret[],
  ticket: string,
): Promise<boolean> {
  const proof = proofSchema.safeParse(parse(text)).data;
  if (proof?.challenge.parameters.data.ticket !== markOf(ticket)) return false;
  for (const secret of secrets) {
    const { verified } = await verifySolution({
      ...proof,
      deriveKey,
      hmacSignatureSecret: keyOf(secret),
    }).catch(() => ({ verified: false }));
    if (verified) return true;
  }
  return false;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString());
  } catch {
    return undefined;
  }
}

/** The ticket's own signature. */
function markOf(ticket: string): string {
  return ticket.slice(ticket.lastIndexOf('.') + 1);
}

function keyOf({ key }: Secret): string {
  return createHmac('sha256', key).update('proof of work').digest('hex');
}

/** Solves the challenge of the form on a page once somebody turns to it. It needs https. */
export const PROOF_SCRIPT = `const field = document.querySelector('input[name="proof"]');
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const solve = async () => {
  const challenge = JSON.parse(field.dataset.challenge);
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  const counterAt = new DataView(password.buffer, password.length - 4);
  for (let counter = 0; ; counter++) {
    counterAt.setUint32(0, counter);
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const how = { name: 'PBKDF2', salt: bytes(salt), iterations: cost, hash: 'SHA-256' };
    const bits = new Uint8Array(await crypto.subtle.deriveBits(how, key, keyLength * 8));
    const derivedKey = Array.from(bits, (byte) => byte.toString(16).padStart(2, '0')).join('');
    if (!derivedKey.startsWith(keyPrefix)) continue;
    field.value = btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
    return;
  }
};
if (field && globalThis.crypto?.subtle) field.form.addEventListener('focusin', solve, { once: true });
`;
