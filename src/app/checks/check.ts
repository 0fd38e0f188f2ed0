import { DatabaseUnavailableError } from '../../base/database-unavailable.ts';
import { problem, type Problem } from '../../base/problem.ts';
import { UserError } from '../../base/user-error.ts';
import type { FinishedLetter } from '../../check/parsed-letter.ts';
import { audienceOf } from '../../edition/audience.ts';
import { dated } from '../../letter/compose.ts';
import { personalise, spliceLetter } from '../../letter/letter.ts';
import { readerUrls } from '../../letter/recipient.ts';
import {
  withoutReaderId,
  type NewSubscriber,
  type Subscriber,
} from '../../subscribers/subscriber.ts';
import type { Audience } from '../../subscribers/segment.ts';
import { prepareEdition, skippedFiles, SPECIMEN, type Prepared } from '../prepare/prepare.ts';
import { sendsToReaders } from '../send/destination.ts';
import { hasStore, withStore, type Workspace } from '../workspace.ts';
import { checkOutside, type OutsideOptions } from './outside.ts';

export interface CheckResult {
  readonly prepared: Prepared;
  readonly problems: readonly Problem[];
}

/**
 * Runs every check over the letter of an edition (otherwise the newest), made out to the subscriber
 * with the longest name. Throws like prepareEdition.
 */
export async function checkEdition(
  workspace: Workspace,
  named: string | undefined,
  options: OutsideOptions = {},
): Promise<CheckResult> {
  const prepared = await prepareEdition(workspace, named);
  const { longest, unread } = await readLongest(
    workspace,
    audienceOf(prepared.edition.audience, prepared.config),
  );
  // Example addresses are an error only if the letter goes to real readers.
  const real = sendsToReaders(workspace.env, prepared.config);
  // A spam filter counts an old Date against a letter; it is sent with a new one.
  const composed = dated(prepared.composed, workspace.clock());
  const finished = finishedFor({ ...prepared, composed }, longest ?? SPECIMEN, real);
  const problems = [
    ...skippedFiles(workspace, prepared),
    ...unread,
    ...(await runChecks(prepared, finished)),
    ...(await checkOutside(finished, options, workspace.env)),
  ];
  return { prepared, problems };
}

/**
 * Reads the subscriber with the longest name. A check changes nothing and must work on a read-only
 * checkout, so a list that can't be read is a note.
 */
async function readLongest(
  workspace: Workspace,
  { segment }: Audience,
): Promise<{
  readonly longest?: Subscriber | undefined;
  readonly unread: readonly Problem[];
}> {
  if (!hasStore(workspace)) return { unread: [] };
  try {
    const longest = await withStore(workspace, ({ subscribers }) => subscribers.longest(segment), {
      toRead: true,
    });
    return { longest, unread: [] };
  } catch (error) {
    const isKnown = error instanceof UserError || error instanceof DatabaseUnavailableError;
    if (!isKnown) throw error;
    return { unread: [problem('list/unreadable', undefined, error.message)] };
  }
}

/** Returns a prepared letter as the checks take it, made out to a subscriber. */
export function finishedFor(
  prepared: Prepared,
  reader: NewSubscriber,
  real: boolean,
): FinishedLetter {
  // Problems quote the letter, and a spam filter gets it.
  const subscriber = withoutReaderId(reader);
  const { edition, config, rendered, composed } = prepared;
  const { html, text } = personalise(rendered, composed.sender, subscriber);
  const raw = Buffer.concat(spliceLetter(composed, subscriber).chunks);
  const urls = readerUrls(composed.sender, subscriber);
  return { edition, config, html, text, raw, urls, real };
}

/** Runs the static checks of a letter, and adds what was noticed while it was made. */
export async function runChecks(
  prepared: Prepared,
  finished: FinishedLetter,
): Promise<readonly Problem[]> {
  // The checks load an HTML parser and a validator, which nothing else needs.
  const { checkLetter } = await import('../../check/check.ts');
  return [...prepared.notes, ...checkLetter(finished)];
}
