import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import tls from 'node:tls';
import { beforeAll, describe, expect, test } from 'vitest';
import { listIdOf } from '../../src/config/schema.ts';
import { checkSecret } from '../../src/doctor/checks/secret.ts';
import { checkUnsubscribe } from '../../src/doctor/checks/unsubscribe.ts';
import { parseSecrets } from '../../src/base/secrets.ts';
import { readToken } from '../../src/letter/token.ts';
import { certificateFile } from '../support/scripted-server.ts';
import { closeLater, codes, contextOf, useServers } from './context.ts';

useServers();

const SECRET = 'a-secret-of-thirty-two-letters-and-more';
const env = { BROADSHEET_SECRET: SECRET };

beforeAll(() => {
  tls.setDefaultCACertificates([readFileSync(certificateFile('ca'), 'utf8')]);
});

interface Request {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Page {
  readonly port: number;
  readonly requests: readonly Request[];
}

/** A web server with one response to every request; a status of 0 closes the connection. */
async function page(status: number, certificate = 'localhost', text = ''): Promise<Page> {
  const requests: Request[] = [];
  const server = createServer(
    {
      key: readFileSync(join(dirname(certificateFile('ca')), 'server.key')),
      cert: readFileSync(certificateFile(certificate)),
    },
    (request, response) => {
      const { method = '', url = '', headers } = request;
      void (async () => {
        const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
        requests.push({ method, url, headers, body: body.toString() });
        if (status === 0) request.socket.destroy();
        else response.writeHead(status, { location: `/elsewhere?from=${url}` }).end(text);
      })();
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

const linksTo = (port: number) => ({
  links: { unsubscribe: `https://localhost:${port}/u/{token}` },
});

const look = (port: number) => checkUnsubscribe(contextOf(linksTo(port), { env, fetch }));

describe('the unsubscribe URL', () => {
  test('gets one POST as mailbox providers send it, with a token that belongs to nobody', async () => {
    const { port, requests } = await page(200);
    expect(codes(await look(port))).toEqual(['done']);
    expect(requests).toMatchObject([{ method: 'POST', body: 'List-Unsubscribe=One-Click' }]);
    const { headers } = requests[0] ?? {};
    expect(headers?.['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect([headers?.origin, headers?.cookie, headers?.authorization]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const token = requests[0]?.url.replace('/u/', '') ?? '';
    const listId = listIdOf(contextOf().config);
    expect(readToken('reader', token, listId, parseSecrets(SECRET))).toMatch(/^[\w-]{22}$/);
  });

  test.each([
    [204, 'done'],
    [301, 'unsubscribe/redirect'],
    [302, 'unsubscribe/redirect'],
    [308, 'unsubscribe/redirect'],
    [401, 'unsubscribe/login'],
    [403, 'unsubscribe/forbidden'],
    [405, 'unsubscribe/answer'],
    [404, 'unsubscribe/answer'],
    [500, 'unsubscribe/answer'],
    [0, 'unsubscribe/unreachable'],
  ])('that responds with %i is reported as %s', async (status, code) => {
    const { port, requests } = await page(status);
    expect(codes(await look(port))).toEqual([code]);
    expect(requests.map(({ method }) => method)).toEqual(['POST']);
  });

  test('that redirects is named with its target, and without the token', async () => {
    const { port } = await page(302);
    const [found] = await look(port);
    expect(found?.message).toMatch(
      /responded to a POST with 302, to \/elsewhere\?from=\/u\/\{token\}$/,
    );
  });

  test('that shows a login is an error, although it responds with 200', async () => {
    const form = '<form method=post><input name=user><INPUT type="password" name=p></form>';
    const { port } = await page(200, 'localhost', form);
    expect(codes(await look(port))).toEqual(['unsubscribe/login']);
    const { port: other } = await page(200, 'localhost', 'Your password was not needed.');
    expect(codes(await look(other))).toEqual(['done']);
  });

  test('is that of the site if there is one, also on this machine without https', async () => {
    const site = { url: `https://localhost:${(await page(200)).port}/news` };
    expect((await checkUnsubscribe(contextOf({ site }, { env, fetch })))[0]?.message).toBe(
      `Unsubscribing: ${site.url}/u/{token} responded to a POST with 200`,
    );
  });

  test('is not trusted with an expired certificate, and the message says so', async () => {
    const { port, requests } = await page(200, 'expired');
    const found = await look(port);
    expect(codes(found)).toEqual(['unsubscribe/unreachable']);
    expect(found[0]?.message).toMatch(/certificate has expired/);
    expect(requests).toEqual([]);
  });

  test('is not requested without --online or without a secret', async () => {
    const { port, requests } = await page(200);
    const config = linksTo(port);
    expect(codes(await checkUnsubscribe(contextOf(config, { env })))).toEqual([
      'unsubscribe/not-asked',
    ]);
    expect(await checkUnsubscribe(contextOf(config, { fetch }))).toEqual([]);
    expect(requests).toEqual([]);
  });

  test('is a warning if there is none, with the address that readers write to', async () => {
    const found = await checkUnsubscribe(contextOf({}, { fetch }));
    expect(codes(found)).toEqual(['unsubscribe/none']);
    expect(found[0]?.message).toContain('desk@example.com');
  });
});

describe('BROADSHEET_SECRET', () => {
  const secret = (BROADSHEET_SECRET: string | undefined) =>
    checkSecret(contextOf(linksTo(443), { env: { BROADSHEET_SECRET } }));

  test('passes if it is long enough, with older secrets behind it', async () => {
    expect(codes(await secret(SECRET))).toEqual(['done']);
    expect((await secret(`${SECRET}2, ${SECRET}`))[0]?.message).toMatch(/, with 1 older$/);
  });

  test.each([undefined, '', ' ,\n', 'hunter2', `${SECRET} hunter2`])(
    '%j is an error that does not show it',
    async (text) => {
      const found = await secret(text);
      expect(codes(found)).toEqual(['secret/mistake']);
      expect(JSON.stringify(found)).not.toMatch(/hunter2|thirty-two/);
    },
  );

  test('is not checked if no link depends on it', async () => {
    expect(await checkSecret(contextOf())).toEqual([]);
  });
});
