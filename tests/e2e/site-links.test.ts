import { beforeEach, describe, expect, test } from 'vitest';
import { parseSecrets } from '../../src/base/secrets.ts';
import { anyToken, readToken } from '../../src/letter/token.ts';
import { makeNewsletter, SAMPLE_ID, SAMPLE_LIST, type Newsletter } from '../support/newsletter.ts';
import { sink } from '../support/test-servers.ts';

const SECRET = 'a-secret-of-thirty-two-letters-and-more';
const URL = 'https://letters.example.com';

let newsletter: Newsletter;
beforeEach(() => {
  newsletter = makeNewsletter();
});

const withSite = (url = URL) => {
  newsletter.configure(`site: { url: '${url}' }`);
};

describe('a newsletter with a site', () => {
  test('is built and checked without a secret', async () => {
    withSite();
    expect(await newsletter.run(['build'])).toMatchObject({ code: 0 });
    expect(await newsletter.run(['check'])).toMatchObject({ code: 0 });
    expect(newsletter.read(`dist/${SAMPLE_ID}/letter.html`)).toContain(`href="${URL}/p/v2.`);
  });

  test('is not sent through a server without a secret, and no letter leaves', async () => {
    withSite();
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST]);
    const { url, letters } = await sink();
    const { code, stderr } = await newsletter.run(['send', '--yes'], { SMTP_URL: url });
    expect(code).toBe(2);
    expect(stderr).toContain('BROADSHEET_SECRET is not set.');
    expect(letters).toEqual([]);
  });

  test('gives each reader links of their own, which no log or output shows', async () => {
    withSite();
    const env = { BROADSHEET_SECRET: SECRET };
    await newsletter.run(['subscribers', 'import', SAMPLE_LIST], env);
    const { url, letters } = await sink();
    const args = ['send', '--yes', '--log-file', 'run.jsonl'];
    const sent = await newsletter.run(args, { ...env, SMTP_URL: url });
    expect(sent.code).toBe(0);
    const tokens = letters.map(({ raw }) => {
      const found = raw.toString().replaceAll('=\r\n', '').match(anyToken()) ?? [];
      expect(found).toHaveLength(5);
      expect(new Set(found).size).toBe(1);
      return found[0] ?? '';
    });
    expect(new Set(tokens).size).toBe(25);
    const ids = tokens.map((token) =>
      readToken('reader', token, 'the-politics-briefing.example.com', parseSecrets(SECRET)),
    );
    const log = newsletter.read('run.jsonl');
    const status = await newsletter.run(['status'], env);
    for (const text of [log, sent.stdout, sent.stderr, status.stdout]) {
      for (const id of ids) expect(text).not.toContain(id);
    }
  });

  test.each([
    ['unsubscribe', 'https://old.example.com/u/{token}', `${URL}/u/{token}`],
    ['preferences', 'https://example.com/preferences', `${URL}/p/{token}`],
  ])('and another %s link is an error that says which to remove', async (name, link, expected) => {
    withSite();
    newsletter.change('broadsheet.config.ts', 'links: {', `links: { ${name}: '${link}',`);
    const { code, stderr } = await newsletter.run(['check']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `links.${name}: must be ${expected}, because of site.url; remove the setting`,
    );
  });
});

describe('a newsletter with a site on this machine', () => {
  const codes = async (env = {}) => {
    const { stdout } = await newsletter.run(['check', '--json'], env);
    const { problems } = JSON.parse(stdout) as { problems: { code: string }[] };
    return problems.map(({ code }) => code);
  };

  test('may be tried, and is a problem once letters go to readers', async () => {
    withSite('http://localhost:8080');
    expect(await codes()).not.toContain('letter/local-site');
    expect(await codes({ SMTP_URL: 'smtps://mail.example.org' })).toContain('letter/local-site');
  });
});

test('a story with a link from a received letter is refused, at its line', async () => {
  withSite();
  const token = `v2.${'k'.repeat(8)}.${'r'.repeat(22)}.${'m'.repeat(22)}`;
  const file = `content/${SAMPLE_ID}.txt`;
  newsletter.write(file, `${newsletter.read(file)}\nUnsubscribe at ${URL}/p/${token} today.\n`);
  const { code, stdout } = await newsletter.run(['check']);
  expect(code).toBe(1);
  expect(stdout).toContain('link/reader');
  expect(stdout).toContain(`${URL}/p/{token}`);
  expect(stdout).not.toContain(token);
});
