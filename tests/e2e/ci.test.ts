import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sink } from '../support/test-servers.ts';
import { useSending, newsletter } from './sending.ts';

useSending();

const told = (file: string) => readFileSync(newsletter().path(file), 'utf8');
const files = () => ({
  GITHUB_OUTPUT: newsletter().path('output'),
  GITHUB_STEP_SUMMARY: newsletter().path('summary'),
});

test('CI output counts refusals with their reasons, and contains no address', async () => {
  const refusal = (address: string) => `<${address}> | unknown <img src=x> ![x](https://e.example)`;
  const { url } = await sink({
    refuse: (address) => (/^[a-f]/.test(address) ? [550, refusal(address)] : undefined),
  });
  const sent = await newsletter().run(['send', '--yes'], { SMTP_URL: url, ...files() });
  expect(sent.code).toBe(1);
  const outputs = told('output');
  const rejected = Number(/^rejected=(\d+)$/m.exec(outputs)?.[1]);
  expect(rejected).toBeGreaterThan(0);
  expect(outputs).toMatch(
    new RegExp(`^accepted=${25 - rejected}\n[^]*^left=0\nresult=finished\nexit=1\n$`, 'm'),
  );
  const summary = told('summary');
  expect(summary).toContain(`| rejected | ${rejected} | permanently refused |`);
  expect(summary).toMatch(
    new RegExp(`\\| rejected \\| ${rejected} \\| .*&#124; unknown &lt;img src=x&gt;.* \\|`),
  );
  expect(summary).not.toMatch(/[\w.]+@example\.(com|org|net)|<img|!\[x\]\(/);
});

test('CI output reports a letter that failed its checks, and a server that does not respond', async () => {
  const unreachable = await newsletter().run(['send', '--yes'], {
    SMTP_URL: 'smtp://127.0.0.1:1',
    ...files(),
  });
  expect(unreachable.code).toBe(75);
  expect(told('output')).toContain('result=unreachable\nexit=75\n');
  expect(told('summary')).toContain('no server answers, nothing was sent');
  newsletter().configure("check: { severities: { 'edition/photo-held-back': 'error' } }");
  const { url } = await sink();
  const kept = await newsletter().run(['send', '--yes'], { SMTP_URL: url, ...files() });
  expect(kept.code).toBe(1);
  expect(told('output')).toMatch(/result=gate\nexit=1\n$/);
  expect(told('summary')).toMatch(/was not sent: 1 error[^]*\| ❌ \| edition\/photo-held-back \|/);
});

test('CI output is not written if no file is named', async () => {
  const built = await newsletter().run(['build'], { GITHUB_OUTPUT: '' });
  expect([built.code, built.stderr]).not.toContain('GITHUB_OUTPUT');
  expect(() => told('output')).toThrow('ENOENT');
});
