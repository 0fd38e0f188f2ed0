import { readFileSync } from 'node:fs';
import { styleText } from 'node:util';
import { loadConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../doctor/context.ts';
import { txtLookUp } from '../../doctor/dns.ts';
import { examine } from '../../doctor/examine.ts';
import type { Finding } from '../../doctor/finding.ts';
import type { StoreLocation } from '../../store/open.ts';
import { EXIT, signed, type Io } from '../io.ts';
import { printable, printableJson } from '../../base/printable.ts';
import { countBySeverity, countsInWords } from '../severities.ts';
import { openWorkspace, storeLocation, withStore, type Workspace } from '../../app/workspace.ts';

export interface DoctorOptions {
  readonly online?: boolean;
  /** The DNS server to ask in place of the machine's. */
  readonly dns?: string;
  readonly json?: boolean;
}

/** Says what stands in the way of sending; nothing is sent. */
export async function doctor(options: DoctorOptions, io: Io): Promise<number> {
  const workspace = openWorkspace(io);
  const say = options.json === true ? () => undefined : io.out;
  const progress = (text: string) => {
    if (io.interactive) io.draw(text);
  };
  const findings: Finding[] = [];
  const begin = (title: string) => {
    progress(`Looking at ${title} …`);
  };
  const readConfig = () => loadConfig(workspace.root);
  const contextOf = contextIn(workspace, options, io);
  for await (const found of examine(readConfig, contextOf, begin)) {
    progress('');
    say(format(found));
    findings.push(found);
  }
  progress('');
  return conclude(findings, options, io);
}

/** Throws UserError where the DNS server is none. */
function contextIn(
  workspace: Workspace,
  { online, dns }: DoctorOptions,
  io: Io,
): (config: Config) => Context {
  const lookUp = txtLookUp(dns);
  const where = storeLocation(workspace, io.env);
  return (config) => {
    const facts = withStore(workspace, io, (store) => store.facts());
    // It is awaited by the checks, maybe later than it fails.
    facts.catch(() => undefined);
    return {
      config,
      env: io.env,
      clock: io.clock,
      readFile: (path) => readFileSync(path, 'utf8'),
      database: { kind: where.kind, name: nameOf(where, workspace), facts },
      lookUp,
      fetch: online === true ? fetch : undefined,
    };
  };
}

/** A database as messages show it, without its password. */
function nameOf(where: StoreLocation, workspace: Workspace): string {
  if (where.kind === 'sqlite') return workspace.show(where.file);
  const url = URL.parse(where.url);
  return url ? `${url.host}${url.pathname}` : 'DATABASE_URL';
}

function format(found: Finding): string {
  if (found.severity === 'done') return signed('done', printable(found.message));
  const note = styleText('dim', `(${found.code})`, { stream: process.stderr });
  return `${signed(found.severity, `${printable(found.message)} ${note}`)}\n  ${printable(found.remedy)}`;
}

function conclude(findings: readonly Finding[], { json }: DoctorOptions, io: Io): number {
  const counts = countBySeverity(findings);
  const isWell = counts.errors === 0;
  if (json === true) io.out(printableJson({ ...counts, findings }));
  else io.note(signed(isWell ? 'done' : 'error', countsInWords(counts)));
  return isWell ? EXIT.done : EXIT.failed;
}
