import { beforeEach, describe, expect, test } from 'vitest';
import { makeNewsletter, SAMPLE_LIST, type Newsletter } from '../support/newsletter.ts';
import { startScripted } from '../support/scripted-server.ts';

const PASSWORD = 'correct-horse-7';

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

describe('a password', () => {
  test('that a server repeats after the login reaches no terminal, log, summary or status', async () => {
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
    const plain = Buffer.from(`\0ada\0${PASSWORD}`).toString('base64');
    const server = await startScripted({
      extensions: ['AUTH PLAIN'],
      script: ({ step }) =>
        step === 'rcpt' ? { reply: `451 4.3.0 you are ${PASSWORD}, ${plain}` } : undefined,
    });
    try {
      const env = {
        SMTP_URL: `smtp://ada:${PASSWORD}@127.0.0.1:${server.port}`,
        GITHUB_STEP_SUMMARY: newsletter.path('summary.md'),
        GITHUB_OUTPUT: newsletter.path('output'),
      };
      newsletter.configure('delivery: { retry: { patienceMinutes: 0 } }');
      const sent = await newsletter.run(['send', '--yes', '--log-file', 'run.jsonl'], env);
      const status = await newsletter.run(['status', '--failed'], env);
      const written = [sent.stdout, sent.stderr, status.stdout, status.stderr];
      const files = ['run.jsonl', 'summary.md', 'output'].map((file) => newsletter.read(file));
      for (const text of [...written, ...files]) {
        expect(text).not.toContain(PASSWORD);
        expect(text).not.toContain(plain);
        expect(text).not.toContain(plain.slice(4, -4));
      }
      expect(newsletter.read('run.jsonl')).toContain('[hidden]');
    } finally {
      await server.close();
    }
  });

  test.each([
    'postgres://user:/pw-of-mine@127.0.0.1:9/news',
    'postgres://user:12345/pw-of-mine@127.0.0.1:9/news',
    'postgres:user:pw-of-mine@127.0.0.1:9/news',
    'postgres://user:pw-of-mine#x@127.0.0.1:9/news',
  ])('in DATABASE_URL is not shown, however it is written: %s', async (url) => {
    const env = { DATABASE_URL: url, GITHUB_STEP_SUMMARY: newsletter.path('summary.md') };
    const { code, stdout, stderr } = await newsletter.run(['status'], env);
    expect(code).toBe(2);
    for (const text of [stdout, stderr, newsletter.read('summary.md')]) {
      expect(text).not.toMatch(/of-mine|12345/);
    }
  });

  test('that .env would cut at "#" is an error, and no part of it is shown as a server', async () => {
    newsletter.write('.env', 'SMTP_URL=smtps://user:48213#secret@mail.example.com\n');
    const { code, stderr } = await newsletter.run(['send', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toContain('.env:1: the value of SMTP_URL is cut at "#"');
    expect(stderr).not.toContain('48213');
  });
});
