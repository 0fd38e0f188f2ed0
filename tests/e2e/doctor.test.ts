import { createPublicKey } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DoctorFinding } from '../../src/doctor/finding.ts';
import { startDns, type Zone } from '../support/dns-server.ts';
import { pem, RSA } from '../dkim/signing-keys.ts';
import { certificateFile } from '../support/scripted-server.ts';
import { scripted } from '../support/test-servers.ts';
import { useSending, newsletter } from './sending.ts';

useSending();

const KEY = createPublicKey(RSA).export({ format: 'der', type: 'spki' }).toString('base64');
const ZONE: Zone = {
  'example.com': ['v=spf1 include:spf.example.net ~all'],
  '_dmarc.example.com': ['v=DMARC1; p=reject'],
  'briefing2026._domainkey.example.com': [`v=DKIM1; k=rsa; p=${KEY}`],
};

async function dnsArguments(zone: Zone): Promise<readonly string[]> {
  const { address, close } = await startDns(zone);
  onTestFinished(close);
  return ['doctor', '--dns', address];
}

async function unsubscribePage(): Promise<number> {
  const key = readFileSync(join(dirname(certificateFile('ca')), 'server.key'));
  const cert = readFileSync(certificateFile('localhost'));
  const server = createServer({ key, cert }, (_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

test('doctor reports no error or warning for a newsletter that is ready to send', async () => {
  const smtp = await scripted({ extensions: ['STARTTLS', 'AUTH PLAIN'] });
  newsletter().configure(`dkim: [{ selector: 'briefing2026' }]`);
  const page = await unsubscribePage();
  const file = newsletter().path('broadsheet.config.ts');
  const links = `links: { unsubscribe: 'https://localhost:${page}/u/{token}' }`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/links: \{[^}]*\}/, links));

  const ca = certificateFile('ca');
  const { code, stdout, stderr } = await newsletter().run(
    [...(await dnsArguments(ZONE)), '--online'],
    {
      SMTP_URL: `smtp://ada:correct%20horse@127.0.0.1:${smtp.port}?ca=${ca}`,
      BROADSHEET_SECRET: 'a-secret-of-thirty-two-letters-and-more',
      DKIM_PRIVATE_KEY: pem(RSA),
      NODE_EXTRA_CA_CERTS: ca,
      CI: '',
    },
  );
  expect(stdout.split('\n').filter((line) => /^[✗!]/u.test(line))).toEqual([]);
  expect(stdout.match(/^✓ \w+/gmu)).toEqual(
    [
      'Config',
      'Content',
      'Database',
      'List',
      'SMTP',
      'Secret',
      'Unsubscribing',
      'DKIM',
      'SPF',
      'DMARC',
      'DMARC',
    ].map((each) => `✓ ${each}`),
  );
  expect(stderr).toContain('0 errors, 0 warnings, 1 note');
  expect(`${stdout}${stderr}`).not.toMatch(/correct|thirty-two|PRIVATE/);
  expect(smtp.accepted).toEqual([]);
  expect(code).toBe(0);
});

test('doctor reports each problem with its remedy, and exits with 1 for an error', async () => {
  const arguments_ = await dnsArguments({ ...ZONE, 'example.com': ['v=spf1 -all'] });
  const { code, stdout, stderr } = await newsletter().run(arguments_, {
    DATABASE_URL: 'postgres://desk:hunter2@127.0.0.1:1/news',
  });
  expect(stdout).toMatch(/^✗ .*ECONNREFUSED.* \(database\/unusable\)\n {2}Check DATABASE_URL/mu);
  expect(stdout).toMatch(/^✗ SPF of example\.com: v=spf1 -all \(spf\/nobody\)\n {2}\S/mu);
  expect(stdout).toMatch(/^! SMTP: SMTP_URL is not set \(smtp\/not-set\)\n {2}\S/mu);
  expect(stderr).toMatch(/2 errors, 3 warnings, 0 notes/);
  expect(stdout).not.toContain('hunter2');
  expect(code).toBe(1);
});

test('doctor strips control characters from foreign records, as text and as JSON', async () => {
  const record = 'v=spf1 mx\u001b]0;owned\u0007 \u202e -all';
  const arguments_ = await dnsArguments({ ...ZONE, 'example.com': [record] });
  const [json, text] = [
    await newsletter().run([...arguments_, '--json']),
    await newsletter().run(arguments_),
  ];
  const { findings, ...counts } = JSON.parse(json.stdout) as { findings: readonly DoctorFinding[] };
  expect(counts).toEqual({ errors: 0, warnings: 4, notes: 1 });
  expect(findings).toContainEqual(
    expect.objectContaining({ severity: 'warning', code: 'smtp/not-set' }),
  );
  for (const output of [json, text]) {
    expect(output.code).toBe(0);
    expect(output.stdout).toContain('owned');
    // eslint-disable-next-line no-control-regex
    expect(output.stdout).not.toMatch(/[\u0000-\u0009\u001b\u0007\u202e]/);
  }
});

test('an invalid config is the only finding of doctor', async () => {
  newsletter().write('broadsheet.config.ts', 'export default { name: 7 };');
  const { code, stdout } = await newsletter().run([...(await dnsArguments({})), '--json']);
  const { findings } = JSON.parse(stdout) as { findings: readonly DoctorFinding[] };
  expect(findings).toMatchObject([{ severity: 'error', code: 'config/mistake' }]);
  expect(code).toBe(1);
});

test('doctor --dns with a host name exits with 2', async () => {
  const { code, stderr } = await newsletter().run(['doctor', '--dns', 'ns.example.com']);
  expect(stderr).toMatch(/^✗ The DNS server is not an IP address\.\n/);
  expect(code).toBe(2);
});
