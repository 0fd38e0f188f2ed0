/** Requests as they are on the wire, odd ones included. */
import { beforeEach, describe, expect, test } from 'vitest';
import { useRunningSite } from './running-site.ts';
import { useSite } from './site-rig.ts';

const rig = useSite();
const { exchange } = useRunningSite(rig);
let counter = 0;
let path = '';
let email = '';
beforeEach(async () => {
  email = `wire${(counter += 1)}@example.net`;
  path = `/u/${rig.token(await rig.add(email))}`;
});
const hasLeft = async () =>
  (await rig.store().readers.findByEmail(email))?.state.kind === 'unsubscribed';
const statusOf = (answer: string) => /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];

const BODY = 'List-Unsubscribe=One-Click';
const TYPE = 'Content-Type: application/x-www-form-urlencoded\r\n';
const END = 'Connection: close\r\n\r\n';
const HOST = 'Host: letters.example.com\r\n';

describe('one click is honoured', () => {
  test.each<[string, (path: string) => readonly string[]]>([
    ['over HTTP/1.0 without a Host', (to) => [`POST ${to} HTTP/1.0\r\n\r\n`]],
    [
      'over HTTP/1.0 with a body',
      (to) => [`POST ${to} HTTP/1.0\r\n${HOST}${TYPE}Content-Length: 26\r\n\r\n${BODY}`],
    ],
    [
      'with a body in chunks',
      (to) => [
        `POST ${to} HTTP/1.1\r\n${HOST}${TYPE}Transfer-Encoding: chunked\r\n${END}`,
        '4\r\nList\r\n',
        '16\r\n-Unsubscribe=One-Click\r\n0\r\n\r\n',
      ],
    ],
    [
      'with Expect: 100-continue',
      (to) => [
        `POST ${to} HTTP/1.1\r\n${HOST}${TYPE}Expect: 100-continue\r\nContent-Length: 26\r\n${END}`,
        BODY,
      ],
    ],
    ['without a length or a body', (to) => [`POST ${to} HTTP/1.1\r\n${HOST}${END}`]],
    ['with a length of 0', (to) => [`POST ${to} HTTP/1.1\r\n${HOST}Content-Length: 0\r\n${END}`]],
    [
      'with a multipart body',
      (to) => {
        const body = `--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n`;
        const type = 'Content-Type: multipart/form-data; boundary=b\r\n';
        return [
          `POST ${to} HTTP/1.1\r\n${HOST}${type}Content-Length: ${body.length}\r\n${END}${body}`,
        ];
      },
    ],
    [
      'with a body that has no type',
      (to) => [`POST ${to} HTTP/1.1\r\n${HOST}Content-Length: 26\r\n${END}${BODY}`],
    ],
    ['with a foreign Host', (to) => [`POST ${to} HTTP/1.1\r\nHost: 10.0.0.1:8080\r\n${END}`]],
    [
      'with an absolute target, as proxies write it',
      (to) => [`POST http://letters.example.com${to} HTTP/1.1\r\n${HOST}${END}`],
    ],
    ['with doubled slashes', (to) => [`POST /${to}/ HTTP/1.1\r\n${HOST}${END}`]],
    [
      'with a body that is larger than any form',
      (to) => [
        `POST ${to} HTTP/1.1\r\n${HOST}${TYPE}Content-Length: 40000\r\n${END}`,
        'x'.repeat(40_000),
      ],
    ],
  ])('%s', async (_, request) => {
    const answer = await exchange(...request(path));
    const final = answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
    expect(statusOf(final)).toBe('200');
    expect(final).not.toMatch(/^location:/im);
    expect(final).toContain('You are unsubscribed.');
    expect(await hasLeft()).toBe(true);
  });

  test('for three readers in one connection that is kept', async () => {
    const others = await Promise.all(
      ['one', 'two'].map(async (name) => `/u/${rig.token(await rig.add(`${name}@example.org`))}`),
    );
    const requests = [...others, path].map(
      (to, index) => `POST ${to} HTTP/1.1\r\n${HOST}${index === 2 ? END : '\r\n'}`,
    );
    const answer = await exchange(requests.join(''));
    expect(answer.match(/^HTTP\/1\.1 200/gm)).toHaveLength(3);
    expect(await hasLeft()).toBe(true);
  });
});

describe('one click is not half done', () => {
  test.each<[string, (path: string) => string]>([
    ['GET', (to) => `GET ${to} HTTP/1.1\r\n${HOST}${END}`],
    ['HEAD', (to) => `HEAD ${to} HTTP/1.1\r\n${HOST}${END}`],
    [
      'GET with the body of a POST',
      (to) => `GET ${to} HTTP/1.1\r\n${HOST}${TYPE}Content-Length: 26\r\n${END}${BODY}`,
    ],
    [
      'GET that a header calls a POST',
      (to) => `GET ${to} HTTP/1.1\r\n${HOST}X-HTTP-Method-Override: POST\r\n${END}`,
    ],
    [
      'GET of a browser that prefetches',
      (to) => `GET ${to} HTTP/1.1\r\n${HOST}Sec-Purpose: prefetch;prerender\r\n${END}`,
    ],
    ['a method that does not exist', (to) => `UNSUBSCRIBE ${to} HTTP/1.1\r\n${HOST}${END}`],
    ['POST of a cut token', (to) => `POST ${to.slice(0, -3)} HTTP/1.1\r\n${HOST}${END}`],
  ])('by %s', async (_, request) => {
    await exchange(request(path));
    expect(await hasLeft()).toBe(false);
  });
});

test('a form of more than 16 KiB is refused, with a length and in chunks', async () => {
  const page = path.replace('/u/', '/p/');
  const long = 'x'.repeat(17_000);
  const head = `POST ${page}/reason HTTP/1.1\r\n${HOST}${TYPE}`;
  const answers = [
    await exchange(`${head}Content-Length: ${long.length}\r\n${END}`, long),
    await exchange(
      `${head}Transfer-Encoding: chunked\r\n${END}`,
      `${long.length.toString(16)}\r\n${long}\r\n0\r\n\r\n`,
    ),
  ];
  for (const answer of answers) {
    expect(statusOf(answer)).toBe('413');
    expect(answer).toContain('That was too much');
  }
});

test('links never come from the Host header', async () => {
  const page = path.replace('/u/', '/p/');
  const answer = await exchange(
    `GET ${page} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n${END}`,
  );
  expect(statusOf(answer)).toBe('200');
  expect(answer).not.toContain('evil.example');
});

test('what is no request at all is answered or closed, and the next one is served', async () => {
  const junk = ['\r\n\r\n', 'GET\r\n\r\n', '\x16\x03\x01\x02\x00', `GET / HTTP/9.9\r\n${END}`];
  for (const bytes of [...junk, `GET /p/\u00ff\u0000 HTTP/1.1\r\n${END}`]) {
    await exchange(bytes, 'x'.repeat(200), '\r\n\r\n').catch(() => '');
  }
  expect(statusOf(await exchange(`GET /healthz HTTP/1.1\r\n${HOST}${END}`))).toBe('200');
});
