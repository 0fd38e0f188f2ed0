import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { smtpTransport } from '../../src/smtp/connect.ts';
import { parseSmtpUrls } from '../../src/smtp/url.ts';
import { startScripted } from '../support/scripted-server.ts';

async function failureOf(url: string) {
  const [server] = parseSmtpUrls(url, { allowPlaintext: false }, () => '');
  if (!server) throw new Error('No server.');
  const connected = await smtpTransport(server).connect();
  if (connected.ok) throw new Error('It connected.');
  return connected.failure;
}

describe('the wrong scheme for a port', () => {
  test('is named where smtps:// meets clear text', async () => {
    const server = await startScripted();
    try {
      const { stage, message } = await failureOf(`smtps://127.0.0.1:${server.port}`);
      expect(stage).toBe('tls');
      expect(message).toBe(
        `port ${server.port} speaks in clear text, not TLS: use smtp:// instead of smtps://`,
      );
    } finally {
      await server.close();
    }
  });

  test('is named within 5 seconds where smtp:// meets a port that waits for TLS', async () => {
    const server = await startScripted({ secure: true, certificate: 'localhost' });
    const started = performance.now();
    try {
      const { stage, message } = await failureOf(`smtp://127.0.0.1:${server.port}`);
      expect(stage).toBe('tls');
      expect(message).toContain('use smtps:// instead of smtp://');
      expect(performance.now() - started).toBeLessThan(5000);
    } finally {
      await server.close();
    }
  });

  test('is not suspected of a server that is only slow to greet', async () => {
    const server = await startScripted({
      script: ({ step }) => (step === 'greeting' ? { delay: 4000 } : undefined),
    });
    try {
      const [parsed] = parseSmtpUrls(server.url, { allowPlaintext: false }, () => '');
      const connected = parsed && (await smtpTransport(parsed).connect());
      expect(connected?.ok).toBe(true);
      if (connected?.ok === true) connected.connection.close();
    } finally {
      await server.close();
    }
  });

  test('is not suspected of a port that says nothing at all', async () => {
    const silent = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const [server] = parseSmtpUrls(`smtp://127.0.0.1:${port}`, { allowPlaintext: false }, () => '');
    try {
      if (!server) throw new Error('No server.');
      const connected = await smtpTransport(server, { greeting: 6000 }).connect();
      expect(connected).toMatchObject({ ok: false, failure: { stage: 'greeting' } });
    } finally {
      silent.close();
    }
  });
});
