/** What the doctor's checks work with in tests. */
import { readFileSync } from 'node:fs';
import { afterEach } from 'vitest';
import type { ConfigInput } from '../../src/config/schema.ts';
import type { DoctorContext, StoreFacts } from '../../src/doctor/context.ts';
import { txtLookUp } from '../../src/doctor/dns.ts';
import type { DoctorFinding } from '../../src/doctor/finding.ts';
import { startDns, type DnsServer, type Zone } from '../support/dns-server.ts';
import { sampleConfig } from '../support/sample.ts';

const FACTS: StoreFacts = { subscribers: 25, suppressed: 2, examples: 0, migration: '0001-x' };

/** A newsletter with a list in a file, without DNS and without requests to a page. */
export function contextOf(
  config: Partial<ConfigInput> = {},
  own: Partial<DoctorContext> = {},
): DoctorContext {
  return {
    config: sampleConfig(config),
    env: {},
    clock: () => new Date('2026-06-14T10:00:00Z'),
    readFile: (path) => readFileSync(path, 'utf8'),
    content: { editions: 1, problems: [] },
    database: { kind: 'sqlite', name: 'broadsheet.sqlite', facts: Promise.resolve(FACTS) },
    lookUp: () => Promise.resolve({ kind: 'unanswered', reason: 'there is no DNS here' }),
    ...own,
  };
}

/** The codes of findings, or `done` for a check that passed. */
export function codes(findings: readonly DoctorFinding[]): readonly string[] {
  return findings.map((each) => (each.severity === 'done' ? 'done' : each.code));
}

const closing: (() => Promise<void>)[] = [];

/** Starts a DNS server for a test, and closes it afterwards. */
export async function dns(
  zone: Zone,
  patience?: number,
): Promise<Pick<DoctorContext, 'lookUp'> & { readonly server: DnsServer }> {
  const server = await startDns(zone);
  closing.push(server.close);
  return { server, lookUp: txtLookUp(server.address, patience) };
}

/** Closes something at the end of the test. */
export function closeLater(close: () => Promise<void>): void {
  closing.push(close);
}

export function useServers(): void {
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
}
