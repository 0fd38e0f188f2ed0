import { readFileSync } from 'node:fs';
import { loadConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { DoctorContext } from '../doctor/context.ts';
import { txtLookUp } from '../doctor/dns.ts';
import { examine } from '../doctor/examine.ts';
import type { DoctorFinding } from '../doctor/finding.ts';
import { readContent } from './editions.ts';
import { databaseName, storeLocation, withStore, type Workspace } from './workspace.ts';

export interface DoctorOptions {
  /** Requests the site and the unsubscribe URL too. */
  readonly online?: boolean;
  /** The DNS server to ask instead of the machine's: an IP address. */
  readonly dns?: string;
}

/**
 * Examines what sending needs, and sends nothing; `onCheck` is called with the part that comes next.
 * Throws UserError if the DNS server is not an IP address.
 */
export function examineNewsletter(
  workspace: Workspace,
  { online = false, dns }: DoctorOptions,
  onCheck: (part: string) => void,
): AsyncIterable<DoctorFinding> {
  const lookUp = txtLookUp(dns);
  const { editions, problems } = readContent(workspace);
  const { kind } = storeLocation(workspace);
  const contextOf = (config: Config): DoctorContext => {
    const facts = withStore(workspace, (store) => store.facts());
    // The checks await it, maybe later than it fails.
    facts.catch(() => undefined);
    return {
      config,
      env: workspace.env,
      clock: workspace.clock,
      content: { editions: editions.length, problems },
      readFile: (path) => readFileSync(path, 'utf8'),
      database: { kind, name: databaseName(workspace), facts },
      lookUp,
      fetch: online ? fetch : undefined,
    };
  };
  return examine(() => loadConfig(workspace.root), contextOf, onCheck);
}
