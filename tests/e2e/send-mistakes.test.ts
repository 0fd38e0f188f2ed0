import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HAS_POSTGRES, startPostgres } from '../support/postgres-server.ts';
import { SAMPLE_LIST } from '../support/newsletter.ts';
import { scripted, sink } from '../support/test-servers.ts';
import { send, useSending, newsletter } from './sending.ts';

useSending();

describe('bad input', () => {
  const key = (type: 'rsa' | 'ed25519') =>
    (type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ed25519')
    ).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

  test('every letter is signed if the config has a key', async () => {
    newsletter().configure("dkim: [{ selector: 'one' }]");
    const { url, letters } = await sink();
    const env = { SMTP_URL: url, DKIM_PRIVATE_KEY: key('rsa') };
    expect((await newsletter().run(['send', '--yes'], env)).code).toBe(0);
    expect(letters).toHaveLength(25);
    for (const { raw } of letters) {
      expect(raw.toString('latin1')).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;/);
    }
  });

  test.each([
    ['a key that is missing', {}, 'DKIM_PRIVATE_KEY'],
    ['a key that is none', { DKIM_PRIVATE_KEY: 'do not show this' }, 'DKIM_PRIVATE_KEY'],
    ['a key of another algorithm', { DKIM_PRIVATE_KEY: key('ed25519') }, 'does not match'],
  ])('%s stops the run before a letter is sent unsigned', async (_, own, words) => {
    newsletter().configure("dkim: [{ selector: 'one' }]");
    const { url, letters } = await sink();
    const refused = await newsletter().run(['send', '--yes'], { SMTP_URL: url, ...own });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(words);
    expect(refused.stderr).not.toContain('do not show this');
    expect(letters).toEqual([]);
  });

  test.each([
    'smpt://desk:secret@127.0.0.1:1',
    'smtp://desk:secret@127.0.0.1:1?maxConections=5',
    'smtp://desk:se#cret@127.0.0.1:1',
  ])('%s is a user error, reported without the password', async (url) => {
    const refused = await send(url);
    expect(refused.code).toBe(2);
    expect(refused.stdout + refused.stderr).not.toMatch(/se#?cret/);
  });

  test.each(['expired', 'wrong-host', 'localhost'] as const)(
    'with the untrusted certificate %s nothing is sent, also not unencrypted',
    async (certificate) => {
      const server = await scripted({ certificate, extensions: ['STARTTLS', 'AUTH PLAIN'] });
      const url = `smtp://desk:secret@127.0.0.1:${server.port}?requireTLS=true`;
      const refused = await send(url);
      expect(refused.code, refused.stderr).toBe(2);
      expect(server.clear()).not.toMatch(/AUTH|MAIL/);
      expect(server.accepted).toEqual([]);
    },
  );

  test('a refused login is a user error', async () => {
    const server = await scripted({
      extensions: ['AUTH PLAIN'],
      script: ({ step }) => (step === 'auth' ? { reply: '535 5.7.8 wrong password' } : undefined),
    });
    const refused = await send(`smtp://desk:secret@127.0.0.1:${server.port}`);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('535 5.7.8 wrong password');
    expect(refused.stderr).not.toContain('secret');
  });

  test('a server that says nothing is reported while send waits for it', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    silent.listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const run = newsletter().start(['send', '--yes'], { SMTP_URL: `smtp://127.0.0.1:${port}` });
    await run.printed(/has not been ready for 5 seconds.*use smtps:\/\/ in SMTP_URL/);
    run.child.kill('SIGKILL');
    await run.ended;
  });

  test('an unreachable database is reported without its password', async () => {
    const { url } = await sink();
    const env = { SMTP_URL: url, DATABASE_URL: 'postgres://desk:secret@127.0.0.1:1/briefing' };
    const refused = await newsletter().run(['send', '--yes'], env);
    expect(refused.code).toBe(75);
    expect(refused.stderr).toContain('DATABASE_URL');
    expect(refused.stderr).not.toContain('secret');
    expect(existsSync(newsletter().path('run.jsonl'))).toBe(false);
  });

  test.skipIf(!HAS_POSTGRES)(
    "a database that becomes unavailable stops the run: what can't be recorded is not sent",
    async () => {
      const postgres = await startPostgres();
      onTestFinished(() => postgres.stop());
      const env = { DATABASE_URL: await postgres.createDatabase() };
      await newsletter().run(['subscribers', 'import', SAMPLE_LIST], env);
      newsletter().configure('delivery: { maxConnections: 1, rate: { perSecond: 8 } }');
      const server = await scripted();
      const running = newsletter().start(['send', '--yes'], { ...env, SMTP_URL: server.url });
      await expect.poll(() => server.accepted.length, { timeout: 30_000 }).toBeGreaterThan(2);
      await postgres.stop();
      const acceptedBefore = server.accepted.length;
      const { code, stderr } = await running.ended;
      expect(code, stderr).toBe(75);
      expect(stderr).toContain("Can't write to the ledger");
      expect(stderr).not.toContain('only-for-tests');
      expect(server.accepted.length).toBeLessThanOrEqual(acceptedBefore + 1);
    },
    // Recording is tried again for a minute.
    120_000,
  );

  test("a log that can't be written stops the run before it starts", async () => {
    const { url, letters } = await sink();
    mkdirSync(newsletter().path('folder'));
    const refused = await send(url, '--log-file', 'folder');
    expect(refused.code).toBe(2);
    expect(letters).toEqual([]);
    expect((await send(url)).code, 'the lease is free again').toBe(0);
  });
});
