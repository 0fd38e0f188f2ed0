import type { EditionSettings } from '../article/article.ts';
import { defined } from '../base/defined.ts';
import type { Place } from '../base/problem.ts';

/** That an edition must not go out until somebody removes "hold:" from the front matter. */
export interface Hold {
  readonly reason?: string;
  /** Where it is written. */
  readonly place: Place;
}

/** A story's settings, and its file as messages show it. */
export interface StorySettings {
  readonly settings: EditionSettings;
  readonly file: string;
}

/** Returns what holds an edition: the first of its stories that says so, whichever leads. */
export function holdIn(stories: readonly StorySettings[]): Hold | undefined {
  const held = stories.find(({ settings }) => settings.hold);
  if (!held?.settings.hold) return undefined;
  const { reason, line } = held.settings.hold;
  return { place: { file: held.file, line }, ...defined({ reason }) };
}
