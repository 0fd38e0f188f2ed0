import { loadConfig } from '../../../config/load.ts';
import type { Run } from '../../../deliver/ledger.ts';
import type { DomainTally, Runs, Undelivered } from '../../../deliver/runs.ts';
import type { Tally } from '../../../deliver/state.ts';
import { AUDIENCE } from '../../../app/send/audience.ts';
import { findEdition } from '../../../app/find-edition.ts';
import { EXIT, plural, type Io } from '../../io.ts';
import { localDate } from '../../../base/time-zone.ts';
import { printableJson } from '../../../base/printable.ts';
import { failedLines, jsonWithFailed } from './failed.ts';
import { domainTable, nextSteps, stateTable } from './table.ts';
import { openWorkspace, withStore } from '../../../app/workspace.ts';

export interface StatusOptions {
  readonly content?: string;
  readonly json?: boolean;
  /** Also lists who did not get it, and why. */
  readonly failed?: boolean;
}

/** Where a run stands. */
export interface Standing {
  readonly run: Run;
  readonly states: Tally;
  readonly domains: readonly DomainTally[];
  /** Where it was asked for. */
  readonly undelivered?: AsyncIterable<Undelivered>;
}

/** What has become of an edition's deliveries. */
export async function status(
  named: string | undefined,
  options: StatusOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  const { timeZone } = await loadConfig(workspace.root);
  const { id } = findEdition(workspace, named, localDate(io.clock(), timeZone));
  return withStore(workspace, io, async ({ runs }) => {
    const standing = await standingOf(runs, id, options);
    const lines =
      options.json === true ? jsonLines(id, standing, options) : textLines(id, standing, timeZone);
    for await (const line of lines) io.out(line);
    return EXIT.done;
  });
}

async function standingOf(
  runs: Runs,
  edition: string,
  { failed = false }: StatusOptions,
): Promise<Standing | undefined> {
  const run = await runs.find(edition, AUDIENCE);
  if (!run) return undefined;
  const states = await runs.tally(run);
  const domains = await runs.tallyByDomain(run);
  return { run, states, domains, ...(failed && { undelivered: runs.undelivered(run) }) };
}

/** For people; times are in the newsletter's time zone. */
export async function* textLines(
  edition: string,
  standing: Standing | undefined,
  timeZone: string,
): AsyncGenerator<string> {
  if (!standing) {
    yield `${edition} has not been sent.`;
    return;
  }
  const { run, states, domains, undelivered } = standing;
  yield `${edition}, to ${plural(run.total, 'subscriber')}:`;
  if (run.total > 0) yield stateTable(states);
  if (run.version > 1) {
    yield `\nThe edition was amended after its sending began: version ${run.version} goes out now.`;
  }
  if (undelivered) {
    yield '\nWho did not get it, and why:';
    yield* failedLines(undelivered, timeZone);
  } else if (domains.length > 0) yield `\n${domainTable(domains)}`;
  const steps = nextSteps(edition, states, undelivered !== undefined);
  if (steps.length > 0) yield `\n${steps.join('\n')}`;
}

/** One JSON document, in more than one line where the failed are listed. */
export async function* jsonLines(
  edition: string,
  standing: Standing | undefined,
  { failed = false }: StatusOptions,
): AsyncGenerator<string> {
  if (!standing) {
    const nothing = { edition, audience: null, version: null, states: null, domains: [] };
    yield printableJson(failed ? { ...nothing, failed: [] } : nothing);
    return;
  }
  const { run, states, domains, undelivered } = standing;
  const summary = { edition, audience: run.total, version: run.version, states, domains };
  if (undelivered) yield* jsonWithFailed(summary, undelivered);
  else yield printableJson(summary);
}
