import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fetchPage } from '../../src/sources/web.ts';
import { isAllowedAddress } from '../../src/sources/public-address.ts';
import type { Result } from '../../src/base/problem.ts';
import { lookupOf, webServer } from './web-server.ts';

const PAGE = '<!doctype html><title>Talks</title><p>Grüße</p>';

function fault<T>(result: Result<T>): string {
  if (result.ok) throw new Error('It succeeded.');
  const [first] = result.problems;
  return `${first?.code ?? ''}: ${first?.detail ?? ''}`;
}

describe('addresses that are not public', () => {
  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::1]/',
    'http://[::]/',
    'http://0.0.0.0/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://192.168.1.1/',
    'http://172.16.0.1/',
    'http://100.64.0.1/',
    'http://198.18.0.1/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
  ])('%s is refused without a connection', async (url) => {
    const lookup = lookupOf(['127.0.0.1']);
    expect(fault(await fetchPage(url, { lookup }))).toMatch(/^source\/address: /);
    expect(lookup.count).toBe(0);
  });

  test('a name is refused if any of its addresses is not public', async () => {
    const { port, asked } = await webServer((_, response) => response.end(PAGE));
    const lookup = lookupOf(['8.8.8.8', '127.0.0.1']);
    const result = await fetchPage(`http://news.example:${port}/`, { lookup });
    expect(fault(result)).toBe('source/address: news.example is at 127.0.0.1');
    expect(asked).toEqual([]);
  });

  test('localhost is refused by what the system says of it', async () => {
    const { port, asked } = await webServer((_, response) => response.end(PAGE));
    expect(fault(await fetchPage(`http://localhost:${port}/`))).toMatch(/^source\/address: /);
    expect(asked).toEqual([]);
  });

  test('with allowPrivate, a redirect to link-local metadata is refused', async () => {
    const { port } = await webServer((_, response) =>
      response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end(),
    );
    const result = await fetchPage(`http://127.0.0.1:${port}/`, { allowPrivate: true });
    expect(fault(result)).toBe('source/address: 169.254.169.254');
  });

  test('a name that changes its answer between two connections is refused at the second', async () => {
    const other = await webServer((_, response) => response.end(PAGE));
    const { port, asked } = await webServer((_, response) =>
      response.writeHead(301, { location: `http://news.example:${other.port}/` }).end(),
    );
    const lookup = lookupOf(['127.0.0.1'], ['169.254.169.254']);
    const options = { lookup, allowPrivate: true };
    const result = await fetchPage(`http://news.example:${port}/`, options);
    expect(fault(result)).toBe('source/address: news.example is at 169.254.169.254');
    expect([asked, other.asked]).toEqual([['/'], []]);
  });

  test('a name is looked up once, and the socket connects to the address that was checked', async () => {
    const { port } = await webServer((_, response) => response.end(PAGE));
    const lookup = lookupOf(['127.0.0.1'], ['169.254.169.254']);
    const options = { lookup, allowPrivate: true };
    const result = await fetchPage(`http://nowhere.invalid:${port}/`, options);
    expect(result.ok).toBe(true);
    expect(lookup.count).toBe(1);
  });

  test('public addresses are allowed, IPv6 ones only from the space that is handed out', () => {
    const addresses = ['8.8.8.8', '2606:4700::1111', '4000::1', 'not-an-address', '::ffff:8.8.8.8'];
    expect(addresses.map((each) => isAllowedAddress(each, false))).toEqual([
      ...[true, true, false, false, true],
    ]);
  });
});

describe('a page', () => {
  const local = { allowPrivate: true };

  test('is returned with its media type, its charset and the URL after redirects', async () => {
    const { port } = await webServer((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new?a=1#top' }).end();
      else
        response.setHeader('content-type', 'Text/HTML; charset="ISO-8859-1"').end(PAGE, 'latin1');
    });
    const result = await fetchPage(`http://127.0.0.1:${port}/old`, local);
    expect(result).toMatchObject({
      ok: true,
      value: {
        mediaType: 'text/html',
        charset: 'iso-8859-1',
        url: `http://127.0.0.1:${port}/new?a=1#top`,
      },
    });
  });

  test('is HTML if it looks like it, although the server names no media type', async () => {
    const { port } = await webServer((_, response) => response.end(PAGE));
    const result = await fetchPage(`http://127.0.0.1:${port}/`, local);
    expect(result).toMatchObject({ ok: true, value: { mediaType: 'text/html' } });
  });

  test('is refused after five redirects', async () => {
    const { port, asked } = await webServer((request, response) =>
      response.writeHead(307, { location: `${request.url ?? ''}x` }).end(),
    );
    const result = await fetchPage(`http://127.0.0.1:${port}/`, local);
    expect(fault(result)).toBe('source/unreachable: more than 5 redirects');
    expect(asked).toHaveLength(6);
  });

  test('of 5 MB is the largest, and no more is read of a larger one', async () => {
    let written = 0;
    const { port } = await webServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      const chunk = Buffer.alloc(100_000, ' ');
      const more = () => {
        while (!response.destroyed && written < 1e9) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    const result = await fetchPage(`http://127.0.0.1:${port}/`, local);
    expect(fault(result)).toBe('source/too-large: more than 5 MB');
    expect(written).toBeLessThan(50_000_000);
  });

  test('that unfolds from a few kilobytes to 300 MB is refused at 5 MB', async () => {
    const bomb = gzipSync(Buffer.alloc(300_000_000, 'a'), { level: 9 });
    const { port } = await webServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' });
      response.end(bomb);
    });
    const result = await fetchPage(`http://127.0.0.1:${port}/`, local);
    expect(fault(result)).toMatch(/^source\/too-large: /);
  });

  test('that comes too slowly is given up', async () => {
    const { port } = await webServer((_, response) => response.write('<p>'));
    const result = await fetchPage(`http://127.0.0.1:${port}/`, { ...local, timeout: 300 });
    expect(fault(result)).toBe('source/unreachable: no whole answer within 0.3 seconds');
  });

  test.each([
    [404, 'source/unreachable: the server answered 404 Not Found'],
    [503, 'source/unreachable: the server answered 503 Service Unavailable; try again later'],
  ])('is not read from an answer %i', async (status, message) => {
    const { port } = await webServer((_, response) => response.writeHead(status).end(PAGE));
    expect(fault(await fetchPage(`http://127.0.0.1:${port}/`, local))).toBe(message);
  });

  test('that is a PDF is refused by its content, whatever the server calls it', async () => {
    const { port } = await webServer((_, response) =>
      response.setHeader('content-type', 'text/html').end('%PDF-1.7 …'),
    );
    expect(fault(await fetchPage(`http://127.0.0.1:${port}/`, local))).toBe('source/kind: a PDF');
  });

  test.each(['file:///etc/passwd', 'ftp://news.example/', 'http://user:pw@news.example/', 'talks'])(
    'is not fetched from %s',
    async (url) => {
      expect(fault(await fetchPage(url, local))).toBe(
        'source/unreachable: only http and https URLs without a password',
      );
    },
  );

  test('is not fetched from a file: URL that a server redirects to', async () => {
    const { port } = await webServer((_, response) =>
      response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    );
    expect(fault(await fetchPage(`http://127.0.0.1:${port}/`, local))).toMatch(/^source\/unreach/);
  });

  test('is not there if nothing listens, and the message says so', async () => {
    const { port, close } = await webServer((_, response) => response.end(PAGE));
    await close();
    expect(fault(await fetchPage(`http://127.0.0.1:${port}/`, local))).toMatch(/ECONNREFUSED/);
  });
});
