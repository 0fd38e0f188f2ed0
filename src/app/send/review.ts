/** What stands between an edition and its readers, for an editor who is about to send it. */
import { plural } from '../../base/format.ts';
import type { Problem } from '../../base/problem.ts';
import { UserError } from '../../base/user-error.ts';
import { printable } from '../../base/printable.ts';
import { pending, type Tally } from '../../deliver/state.ts';
import type { ReadyItem, SendOffer } from '../../studio/sending.ts';
import { sizeOf } from '../../subscribers/audiences.ts';
import { leftOutWords } from '../../subscribers/left-out-words.ts';
import { EVERYBODY } from '../../subscribers/segment.ts';
import { findUnapproved } from '../approval/compare.ts';
import type { Prepared } from '../prepare/prepare.ts';
import { sampleList, type Workspace } from '../workspace.ts';
import { findDestination, refuseTrial, sendsToReaders, type Destination } from './destination.ts';
import { isEphemeral } from './ephemeral.ts';
import { loadKeys } from './letters.ts';
import { serverOffers, trialOffers } from './offers.ts';
import { openElsewhere } from './other-audiences.ts';
import { describeOwner, isDeadOwner } from './owner.ts';
import { checkRecipients } from './recipients.ts';
import { factsOf, type Facts, type ReviewParts } from './review-facts.ts';
import { refuseSameStory } from './same-story.ts';

export interface Review {
  readonly items: readonly ReadyItem[];
  readonly offers: readonly SendOffer[];
}

/**
 * Looks at all that `sendEdition` asks for, without stopping at the first thing that is missing, and
 * changes nothing. What is offered is asked again when it is sent.
 */
export async function reviewSending(parts: ReviewParts): Promise<Review> {
  const { workspace, prepared } = parts;
  const destination = destinationOf(workspace, prepared);
  if (!('kind' in destination)) {
    return { items: [checksItem(parts.problems), { what: 'server', ...destination }], offers: [] };
  }
  const facts = await factsOf(parts, destination);
  const toServer = destination.kind === 'server';
  const items = [
    checksItem(parts.problems),
    ...changedItem(facts),
    ...(await listItems(facts)),
    ...(toServer ? await storyItem(facts) : []),
    ...holdItem(facts),
    approvalItem(facts),
    await signatureItem(facts),
    await serverItem(facts),
    ...(toServer ? await senderItem(facts) : []),
  ];
  return { items, offers: toServer ? await serverOffers(facts, items) : trialOffers(facts, items) };
}

type Blocked = Pick<ReadyItem, 'message' | 'remedy'> & { readonly state: 'blocked' };

function blocked(message: string, remedy: string): Blocked {
  return { state: 'blocked', message, remedy };
}

function blockedBy(error: unknown): Blocked {
  if (!(error instanceof UserError)) throw error;
  return blocked(error.message, error.remedy);
}

function destinationOf({ env }: Workspace, { config }: Prepared): Destination | Blocked {
  try {
    refuseTrial(env, config);
    isEphemeral(env, config, false);
    return findDestination(env, config);
  } catch (error) {
    return blockedBy(error);
  }
}

function checksItem(problems: readonly Problem[] | undefined): ReadyItem {
  const what = 'checks';
  if (!problems) return { what, state: 'looking', message: 'The checks are running.' };
  const count = (severity: Problem['severity']) =>
    problems.filter((each) => each.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  if (errors > 0) {
    const found = `The checks found ${plural(errors, 'error')}.`;
    return { what, ...blocked(found, 'Fix what the list of problems shows beside the letter.') };
  }
  if (warnings > 0) {
    return { what, state: 'note', message: `No errors, and ${plural(warnings, 'warning')}.` };
  }
  return { what, state: 'ready', message: 'The checks found nothing wrong.' };
}

/** An edition that has changed since its run began: some have the earlier version. */
function changedItem({ run, states, prepared }: Facts): readonly ReadyItem[] {
  if (!run || !states || run.contentHash === prepared.composed.contentHash) return [];
  const left = openIn(states);
  if (left === 0) {
    const message = 'The letter has changed since it was sent. Nobody gets it twice.';
    return [{ what: 'letter', state: 'note', message }];
  }
  return [
    {
      what: 'letter',
      exception: 'amend',
      ...blocked(
        `The letter has changed since its sending began, and ${plural(states.accepted, 'reader')} got the earlier version.`,
        'Undo the change, or allow that the others get the new version.',
      ),
    },
  ];
}

/** Counts the letters of a run that can still be sent, or sent again. */
function openIn(states: Tally): number {
  return pending(states) + states.released + states.rejected + states.expired + states.unknown;
}

async function listItems(facts: Facts): Promise<readonly ReadyItem[]> {
  const { store, audience, destination, prepared } = facts;
  const sent = { edition: prepared.edition.id, destination: destination.kind };
  const others = (await openElsewhere(store, sent, audience)).map(({ run, left }): ReadyItem => ({
    what: 'list',
    exception: 'amend',
    ...blocked(
      `${plural(left, 'reader')} of the audience ${run.audience} still wait for this edition, which is for ${audience.name} now.`,
      `Set the audience back to ${run.audience}, or allow that they get it only if they are in ${audience.name}. Nobody gets it twice.`,
    ),
  }));
  return [...others, ...(await strangeAddresses(facts)), audienceItem(facts)];
}

/** Addresses that can't be real, where letters leave this machine. */
async function strangeAddresses(facts: Facts): Promise<readonly ReadyItem[]> {
  const { store, prepared, audience, workspace } = facts;
  if (!sendsToReaders(workspace.env, prepared.config)) return [];
  const found = await checkRecipients(store, prepared, audience);
  return found
    .filter(({ severity }) => severity === 'error')
    .map(({ detail = '' }) => ({
      what: 'list',
      ...blocked(
        `The list has example addresses: ${detail}.`,
        'Remove them from the list on the page “Readers”.',
      ),
    }));
}

function audienceItem({
  run,
  counted,
  listed,
  destination,
  workspace,
  audience,
}: Facts): ReadyItem {
  const what = 'list';
  const whom = audience.name === EVERYBODY ? '' : ` of the audience ${audience.name}`;
  if (run) {
    const message = `The edition is for ${plural(run.total, 'reader')}${whom}, as they were when its sending began.`;
    return { what, state: 'ready', message };
  }
  const isTrial = destination.kind === 'mailbox';
  if (listed === 0 && isTrial && sampleList(workspace) !== undefined) {
    return { what, state: 'note', message: 'Your list is empty: a trial uses the sample list.' };
  }
  if (listed === 0) {
    return { what, ...blocked('The list is empty.', 'Add readers on the page “Readers”.') };
  }
  if (counted.receivers === 0) {
    const why = sizeOf(counted) > 0 ? `: ${leftOutWords(counted.leftOut)}` : '';
    const remedy = 'Choose another audience, or change the segment in the config.';
    return { what, ...blocked(`Nobody${whom} would get it${why}.`, remedy) };
  }
  const { paused, suppressed, alreadySent } = counted.leftOut;
  const without = leftOutWords({
    paused,
    suppressed,
    alreadySent,
    unsubscribed: 0,
    notInSegment: 0,
  });
  const readers = `${plural(counted.receivers, 'reader')}${whom}`;
  const message = without === '' ? `${readers}.` : `${readers}; left out: ${without}.`;
  return { what, state: 'ready', message };
}

async function storyItem({ run, store, prepared, audience, workspace }: Facts) {
  if (run) return [];
  try {
    await refuseSameStory(store, prepared, audience, workspace.clock());
    return [];
  } catch (error) {
    const { message } = blockedBy(error);
    const remedy =
      'If the file was renamed, give it back its old name. Or allow that readers get the story again.';
    const found = message.replace(' Nothing was sent.', '');
    return [{ what: 'story', exception: 'again', ...blocked(found, remedy) } as const];
  }
}

function holdItem({ prepared }: Facts): readonly ReadyItem[] {
  const { hold } = prepared.edition;
  if (!hold) return [];
  const why = hold.reason === undefined ? '.' : `: ${printable(hold.reason)}`;
  const remedy = 'Release it on the page “When”, or delete “hold:” from its front matter.';
  return [{ what: 'hold', ...blocked(`The edition is held${why}`, remedy) }];
}

function approvalItem({ prepared, workspace }: Facts): ReadyItem {
  const what = 'approval';
  if (!prepared.config.requireApproval) {
    return { what, state: 'ready', message: 'No approval is needed.' };
  }
  try {
    const unapproved = findUnapproved(prepared, workspace);
    if (!unapproved) return { what, state: 'ready', message: 'This letter is approved.' };
    return unapproved.change
      ? {
          what,
          ...blocked(
            'The letter has changed since it was approved.',
            'Review the change below, and approve it.',
          ),
        }
      : {
          what,
          ...blocked('Nobody has approved this letter.', 'Review it, and approve it below.'),
        };
  } catch (error) {
    return { what, ...blockedBy(error) };
  }
}

async function signatureItem({ prepared, destination, workspace }: Facts): Promise<ReadyItem> {
  const what = 'signature';
  try {
    const keys = await loadKeys(prepared, destination, workspace.env);
    if (keys.length > 0) {
      const names = [...new Set(keys.map(({ domain }) => domain))].join(', ');
      return { what, state: 'ready', message: `Letters are signed for ${names}.` };
    }
    if (destination.kind === 'mailbox') {
      return { what, state: 'ready', message: 'A trial needs no signature.' };
    }
    const message =
      'Letters are not signed here (DKIM). Many inboxes refuse them unless your server signs.';
    return { what, state: 'note', message };
  } catch (error) {
    return { what, ...blockedBy(error) };
  }
}

async function serverItem({ destination: { kind, name }, answer }: Facts): Promise<ReadyItem> {
  const what = 'server';
  if (kind === 'mailbox') {
    const message =
      'No mail server is set: letters go to the built-in mailbox, and no reader gets one.';
    return { what, state: 'note', message };
  }
  const answered = await answer();
  if (!answered) return { what, state: 'looking', message: `Asking ${name} …` };
  return answered.ok
    ? { what, state: 'ready', message: `${name} answers.` }
    : {
        what,
        ...blocked(`${name} ${answered.message}.`, answered.remedy),
      };
}

/** Another program that is sending the edition. */
async function senderItem({ run, store, workspace }: Facts): Promise<readonly ReadyItem[]> {
  const { owner } = run ? await store.runs.holder(run) : {};
  if (!owner || owner.until < workspace.clock() || isDeadOwner(owner.name)) return [];
  const message = `The edition is being sent already, by ${describeOwner(owner.name)}.`;
  return [{ what: 'sender', ...blocked(message, 'Wait until it has ended.') }];
}
