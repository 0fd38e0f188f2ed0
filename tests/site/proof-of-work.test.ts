/** Sign-ups while browsers have to work: nobody is kept out, and those who worked come first. */
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { describe, expect, test } from 'vitest';
import { SENT, useSignUps } from './sign-up/desk.ts';
import { BROWSER, fieldsIn, read, type Sent } from './sign-up/form.ts';

const desk = useSignUps();
const { rig, from, signUps } = desk;

const use = (proofOfWork: 'off' | 'busy' | 'always') => {
  desk.app = rig.remake(({ settings }) => ({
    settings: { ...settings, proofOfWork },
    peerOf: () => desk.peer,
  }));
};
const form = async () => read(await desk.app.request('/subscribe', { headers: BROWSER }));
const challengeOn = ({ document }: Sent) =>
  document.querySelector('[name="proof"]')?.getAttribute('data-challenge') ?? undefined;

async function solve(page: Sent): Promise<string> {
  const challenge = JSON.parse(challengeOn(page) ?? '') as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

const doubts = async () => (await signUps()).map(({ doubtful }) => doubtful);

describe('the form', () => {
  test('has no script unless browsers have to work', async () => {
    use('off');
    const page = await form();
    expect(challengeOn(page)).toBeUndefined();
    expect(page.headers.get('content-security-policy')).not.toContain('script-src');
  });

  test('has one script of its own while they have to, and only there', async () => {
    use('always');
    const page = await form();
    expect(page.document.querySelectorAll('script')).toHaveLength(1);
    expect(page.headers.get('content-security-policy')).toContain("; script-src 'self'");
    const script = await desk.app.request('/s/proof.js', { headers: BROWSER });
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const sent = await from({ email: 'ada@example.com' });
    expect(sent.headers.get('content-security-policy')).not.toContain('script-src');
  });

  test('with a proof is like any other, and without one waits behind those', async () => {
    use('always');
    const page = await form();
    const proof = await solve(page);
    rig.now = new Date(rig.now.getTime() + 5000);
    expect((await desk.send(fieldsIn(page), { email: 'ada@example.com', proof })).says).toBe(SENT);
    // Without JavaScript.
    expect((await from({ email: 'bob@example.com' })).says).toBe(SENT);
    expect((await from({ email: 'eve@example.com', proof })).says).toBe(SENT);
    expect(await doubts()).toEqual([0, 1, 1]);
  });

  test('makes browsers work only while many sign up', async () => {
    use('busy');
    expect(challengeOn(await form())).toBeUndefined();
    await from({ email: 'ada@example.com' });
    for (let person = 0; person < 10; person++) {
      await rig.store().signUps.ask({ email: `p${person}@d${person}.example`, source: 'form' });
    }
    expect(challengeOn(await form())).toBeDefined();
    await from({ email: 'bob@example.com' });
    expect((await doubts()).at(-1)).toBe(1);
    rig.now = new Date(rig.now.getTime() + 3_600_001);
    expect(challengeOn(await form())).toBeUndefined();
  });

  test('is described with its challenge in JSON', async () => {
    use('always');
    const headers = { ...BROWSER, accept: 'application/json' };
    const answer = await desk.app.request('/subscribe', { headers });
    expect(await answer.json()).toMatchObject({
      challenge: { parameters: { algorithm: 'PBKDF2/SHA-256', keyPrefix: '00' } },
    });
  });
});
