/** What an editor can send now: to everybody, to the rest, again, or as a trial. */
import { pending } from '../../deliver/state.ts';
import type { Exception, ReadyItem, SendOffer } from '../../studio/sending.ts';
import type { Facts } from './review-facts.ts';

/** The state of every item that an editor can't allow, among those that matter to a task. */
function isReady(items: readonly ReadyItem[], whats?: readonly ReadyItem['what'][]): boolean {
  return items
    .filter(({ what }) => whats === undefined || whats.includes(what))
    .every(({ state, exception }) => {
      if (exception !== undefined) return true;
      return state !== 'blocked' && state !== 'looking';
    });
}

function exceptionsIn(items: readonly ReadyItem[]): readonly Exception[] {
  return [...new Set(items.flatMap(({ exception }) => exception ?? []))];
}

/** Returns what an editor can send through the servers now. */
export async function serverOffers(facts: Facts, items: readonly ReadyItem[]) {
  const { states, counted, destination } = facts;
  const exceptions = exceptionsIn(items);
  const through = destination.name;
  const offer = (task: SendOffer['task'], count: number): SendOffer => ({
    ...{ task, count, through, exceptions },
  });
  const trial = await trialBeside(facts, items);
  if (!isReady(items)) return trial;
  if (!states) return [offer('rest', counted.receivers), ...trial];
  if (pending(states) + states.released > 0) return [offer('rest', pending(states)), ...trial];
  const failed = states.rejected + states.expired;
  return [
    ...(failed > 0 ? [offer('failed', failed)] : []),
    ...(states.unknown > 0 ? [offer('unknown', states.unknown)] : []),
    ...trial,
  ];
}

const MAILBOX = 'the built-in mailbox';
const TRIAL_NEEDS = ['checks', 'hold', 'approval', 'signature'] as const;

/** A trial where a server is set too. With a database of a newsletter that is sent there is none. */
async function trialBeside(
  { workspace, store, prepared, counted, audience, run }: Facts,
  items: readonly ReadyItem[],
) {
  const { id } = prepared.edition;
  if (workspace.env['DATABASE_URL'] || run || !isReady(items, TRIAL_NEEDS)) return [];
  if (counted.receivers === 0 || (await store.runs.find(id, audience.name, 'mailbox'))) return [];
  return [trial(counted.receivers)];
}

function trial(count: number): SendOffer {
  return { task: 'trial', count, through: MAILBOX, exceptions: [] };
}

/** Returns what an editor can try in the mailbox now. */
export function trialOffers(
  { states, counted }: Facts,
  items: readonly ReadyItem[],
): readonly SendOffer[] {
  if (!isReady(items)) return [];
  if (!states) return [trial(counted.receivers)];
  const left = pending(states) + states.released;
  const exceptions = exceptionsIn(items);
  return left === 0 ? [] : [{ ...trial(pending(states)), exceptions }];
}
