/** How an edition stands and how far its sending is, in a few words. */
import { html } from 'hono/html';
import { formatCount, plural, shorten } from '../../base/format.ts';
import type { Problem } from '../../base/problem.ts';
import { pending, type Tally } from '../../deliver/state.ts';
import type { Build, Built } from '../desk.ts';
import type { EditionView } from '../edition-view.ts';
import type { RunView, Standing } from '../standing.ts';
import { membersOf } from './audience-line.ts';
import type { Markup } from './layout.ts';
import { moment } from './moment.ts';

export type EditionState =
  | 'draft'
  | 'scheduled'
  | 'checking'
  | 'blocked'
  | 'due'
  | 'held'
  | 'missed'
  | 'no record'
  | 'sending'
  | 'trial'
  | 'incomplete'
  | 'sent with failures'
  | 'sent';

interface StateText {
  readonly tone: 'muted' | 'calm' | 'warn' | 'bad' | 'good';
  readonly meaning: string;
}

const STATES: Readonly<Record<EditionState, StateText>> = {
  draft: { tone: 'muted', meaning: 'It goes out when you send it.' },
  scheduled: { tone: 'calm', meaning: 'It goes out at this time without you.' },
  checking: { tone: 'muted', meaning: 'Its hour is set. The checks tell whether it can go out.' },
  blocked: { tone: 'bad', meaning: 'It can’t go out until this is fixed.' },
  due: {
    tone: 'calm',
    meaning: 'Its hour has come. The next job that sends what is due sends it.',
  },
  held: {
    tone: 'warn',
    meaning: 'Somebody holds it: nothing sends it until it is released.',
  },
  missed: { tone: 'warn', meaning: 'Its hour is past, and nothing will send it by itself.' },
  'no record': {
    tone: 'muted',
    meaning: 'Its hour is past. CI records in its own database whether it was sent.',
  },
  sending: { tone: 'calm', meaning: 'A process is sending it now.' },
  trial: { tone: 'muted', meaning: 'The built-in mailbox has it; no reader does.' },
  incomplete: { tone: 'warn', meaning: 'Some subscribers still wait, and no process is sending.' },
  'sent with failures': { tone: 'bad', meaning: 'Some letters failed or may have failed.' },
  sent: { tone: 'good', meaning: 'Everybody has it.' },
};

/** All that decides how an edition stands. */
export interface StateParts {
  readonly run: RunView | undefined;
  readonly standing: Standing;
  /** Why it can't go out, as the end of "blocked: …"; undefined until the checks are done. */
  readonly obstacles: readonly string[] | undefined;
}

/** Returns the state of an edition, from its run if one has begun. */
export function stateOf({ run, standing, obstacles }: StateParts): EditionState {
  if (run?.run.destination === 'server') return stateOfRun(run, standing, obstacles ?? []);
  switch (standing.kind) {
    case 'draft':
      if (obstacles?.includes(UNBUILDABLE) === true) return 'blocked';
      return run ? 'trial' : 'draft';
    case 'unrecorded':
      return 'no record';
    case 'held':
    case 'missed':
      return standing.kind;
    case 'scheduled':
    case 'due':
      if (!obstacles) return 'checking';
      return obstacles.length > 0 ? 'blocked' : standing.kind;
  }
}

function stateOfRun(
  { sending, states }: RunView,
  { hold }: Standing,
  obstacles: readonly string[],
): EditionState {
  if (sending) return 'sending';
  if (remaining(states) > 0 && hold) return 'held';
  if (remaining(states) > 0) return obstacles.length > 0 ? 'blocked' : 'incomplete';
  return failures(states) > 0 ? 'sent with failures' : 'sent';
}

/** The obstacle that a draft has, too: there is no letter to look at. */
export const UNBUILDABLE = 'it can’t be built';

/** Readers have the earlier letter, and the rest get the new one only if the user says so. */
export const CHANGED = 'changed since its sending began';

/** Returns why an edition can't go out; undefined while its checks run. */
export function obstaclesOf(
  built: Built | undefined,
  problems: readonly Problem[] | undefined,
  run: RunView | undefined,
): readonly string[] | undefined {
  if (built?.ok === false) return [UNBUILDABLE];
  if (!built || !problems) return undefined;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const { build } = built;
  return [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(build.unapproved === undefined ? [] : [build.unapproved]),
    ...(isChanged(build, run) ? [CHANGED] : []),
  ];
}

function isChanged({ contentHash }: Build, view: RunView | undefined): boolean {
  if (view?.run.destination !== 'server' || pending(view.states) === 0) return false;
  return view.run.contentHash !== contentHash;
}

/** Returns the state of an edition as far as its checks have come. */
export function editionState(
  view: Pick<EditionView, 'built' | 'found' | 'run' | 'standing' | 'timeZone'>,
): Markup {
  const { built, found, run, standing, timeZone } = view;
  return stateLine({ run, standing, obstacles: obstaclesOf(built, found, run) }, timeZone);
}

/** Returns an edition's state with the hour that belongs to it, and why it is blocked. */
export function stateLine(parts: StateParts, timeZone: string): Markup {
  const state = stateOf(parts);
  const { run, standing } = parts;
  return html`${stateChip(state)} ${reasonFor(state, parts)}
  ${hourOf(state, run, standing, timeZone)}`;
}

/** Returns why an edition is blocked, held or missed. */
export function reasonFor(
  state: EditionState,
  { standing, obstacles = [] }: StateParts,
): Markup | undefined {
  if (state === 'blocked') return html`<span class="bad">${obstacles.join(', ')}</span>`;
  const reason = state === 'held' ? standing.hold?.reason : undefined;
  return reason === undefined ? undefined : html`<span dir="auto">${shorten(reason, 120)}</span>`;
}

/** Returns what a state means, in a sentence. */
export function meaningOf(state: EditionState): string {
  return STATES[state].meaning;
}

/** Returns a state as a coloured label. */
export function stateChip(state: EditionState): Markup {
  const { tone, meaning } = STATES[state];
  return html`<span class="chip ${tone}" title="${meaning}">${state}</span>`;
}

const BEFORE_RUN: Partial<Readonly<Record<EditionState, string>>> = {
  draft: 'due',
  blocked: 'due',
  checking: 'due',
  due: 'since',
  missed: 'was due',
  'no record': 'was due',
};
const OF_RUN: Partial<Readonly<Record<EditionState, string>>> = {
  sending: 'since',
  incomplete: 'begun',
  blocked: 'begun',
  held: 'begun',
};

function hourOf(
  state: EditionState,
  view: RunView | undefined,
  { due }: Standing,
  timeZone: string,
): Markup | false {
  const begun =
    state === 'trial' || view?.run.destination === 'server' ? view?.run.createdAt : undefined;
  const time = begun ?? due;
  if (!time) return false;
  const before = state === 'held' ? 'for' : BEFORE_RUN[state];
  const words = (begun ? OF_RUN[state] : before) ?? '';
  const unsent = state === 'draft' && ', but nothing here sends it by itself';
  return html`<span class="muted">${words} ${moment(time, timeZone)}${unsent}</span>`;
}

/** Counts the letters without a final state. */
export function remaining(states: Tally): number {
  return pending(states) + states.released;
}

/** Counts the letters that were not delivered, or may not have been. */
export function failures({ rejected, unknown, expired }: Tally): number {
  return rejected + unknown + expired;
}

/** Returns how far a run is, in a few words. */
export function progressOf({ run, states }: RunView): string {
  const left = remaining(states);
  const failed = failures(states);
  const all = membersOf(run.total, run.audience);
  const done = `${formatCount(run.total - left)} of ${all} done`;
  if (run.destination === 'mailbox')
    return left > 0 ? `trial: ${done}` : `trial for ${all}, in the mailbox`;
  if (left > 0) return done;
  return failed > 0 ? `not delivered to ${formatCount(failed)} of ${all}` : `to ${all}`;
}
