import type { Kysely } from 'kysely';
import type { Ledger, Run } from '../deliver/ledger.ts';
import { pending, type Tally } from '../deliver/state.ts';
import type { Schema } from '../store/schema.ts';
import { EXIT, type Io } from './io.ts';
import type { Prepared } from './prepare.ts';
import type { Target } from './target.ts';
import { mailboxFolder, type Workspace } from './workspace.ts';

export interface SendOptions {
  readonly content?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** What one `send` works with, once it is all there. */
export interface Sending {
  readonly io: Io;
  readonly workspace: Workspace;
  readonly options: SendOptions;
  readonly prepared: Prepared;
  readonly target: Target;
  readonly db: Kysely<Schema>;
  readonly ledger: Ledger;
}

export function resultJson(edition: string, run: Run, sent: number, states: Tally): string {
  return JSON.stringify({ edition, audience: run.total, sent, states });
}

export function exitCode(states: Tally): number {
  if (pending(states) > 0) return EXIT.tryLater;
  return states.rejected + states.unknown > 0 ? EXIT.failed : EXIT.done;
}

export function showWhereToLook({ io, target }: Sending, workspace: Workspace): void {
  if (target.kind !== 'mailbox') return;
  io.out(`  The letters are in ${workspace.show(mailboxFolder(workspace))}/new/`);
  io.out('  List them:  npx broadsheet mailbox');
  io.out('  Read one:   npx broadsheet mailbox show 1');
}
