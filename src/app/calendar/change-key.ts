import type { FileSaved, StoryFile } from '../../studio/writing.ts';
import { changeStory } from '../editing/change-story.ts';
import { findStory, readStory, shownStory } from '../editing/story-file.ts';
import { UserError } from '../../base/user-error.ts';
import type { Workspace } from '../workspace.ts';

/** A key of front matter that says when an edition goes out. */
export type TimingKey = 'send' | 'hold';

/** Which key of which story is changed, and to what; '' removes it. */
export interface KeyChange {
  readonly edition: string;
  readonly index: number;
  readonly key: TimingKey;
  readonly value: string;
  /** What the key said when somebody decided to change it; otherwise it may say anything. */
  readonly was?: string;
  readonly onWritten?: ((path: string) => void) | undefined;
}

export type KeyChanged =
  { readonly ok: true } | { readonly ok: false; readonly message: string; readonly remedy: string };

/** Values that are the same as no key. */
const NOTHING = {
  send: /^none$/,
  hold: /^(?:none|false|no|off)$/i,
} as const satisfies Record<TimingKey, RegExp>;

/** Another program may save the file in between; so often that it never ends, hardly. */
const TRIES = 5;

/**
 * Changes one key in the front matter of a story, and nothing else of its file. Refuses where the
 * key says something else by now. Undefined if there is no such story.
 */
export async function changeKey(
  workspace: Workspace,
  change: KeyChange,
): Promise<KeyChanged | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const story = read(workspace, change);
    if (!story || 'ok' in story) return story;
    const before = keyOf(story, change.key);
    if (before === undefined) return UNREADABLE;
    if (change.was !== undefined && before !== change.was) return changedMeanwhile(change, before);
    if (before === change.value) return { ok: true };
    const { edition, index, key, value, onWritten } = change;
    const { version: base, file } = story;
    const saved = await changeStory(
      workspace,
      { edition, index },
      { base, file, fields: { [key]: value } },
      onWritten,
    );
    if (saved?.kind !== 'changed') return resultOf(saved);
  }
  return {
    ok: false,
    message: 'Another program keeps saving this file.',
    remedy: 'Wait until it is done, then try again.',
  };
}

function read(
  workspace: Workspace,
  { edition, index }: KeyChange,
): StoryFile | (KeyChanged & { readonly ok: false }) | undefined {
  const place = findStory(workspace, edition, index);
  if (!place) return undefined;
  try {
    return shownStory(workspace, place, readStory(workspace, place));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ok: false, message: error.message, remedy: error.remedy };
  }
}

/** Returns what a key says, '' if nothing; undefined if the front matter can't be understood. */
function keyOf({ fields }: StoryFile, key: TimingKey): string | undefined {
  const says = fields?.[key];
  return says !== undefined && NOTHING[key].test(says) ? '' : says;
}

function resultOf(saved: Exclude<FileSaved, { kind: 'changed' }> | undefined) {
  if (!saved) return undefined;
  if (saved.kind === 'saved') return { ok: true } as const;
  return { ok: false, message: saved.message, remedy: saved.remedy } as const;
}

const UNREADABLE = {
  ok: false,
  message: 'The settings at the top of the story can’t be understood.',
  remedy: 'Fix them on the page “Write” first.',
} as const;

function changedMeanwhile({ key }: KeyChange, before: string): KeyChanged {
  const says = before === '' ? `no “${key}:” now` : `“${key}: ${before}” by now`;
  return {
    ok: false,
    message: `Somebody else has changed it meanwhile: the story has ${says}.`,
    remedy: 'Look at what the page shows now, then decide again.',
  };
}
