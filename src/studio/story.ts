/** A story on its way into an edition, as the studio's pages handle it. */
import type { LeftOut } from '../article/reading.ts';
import type { Problem } from '../base/problem.ts';
import type { BuildFailure } from './build-failure.ts';

/** What somebody gives the studio to read. */
export type GivenStory =
  | { readonly kind: 'text' | 'html'; readonly text: string }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'url'; readonly url: string };

/** The parts of a story as a person corrects them, in plain text. An absent part is empty. */
export interface StoryParts {
  /** YYYY-MM-DD */
  readonly date: string;
  readonly section: string;
  readonly headline: string;
  readonly dek: string;
  readonly byline: string;
  readonly dateline: string;
  /** One point per line. */
  readonly keyPoints: string;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
  readonly subject: string;
  readonly preheader: string;
  /** The story in Markdown. */
  readonly story: string;
}

export const PART_NAMES = [
  'date',
  'section',
  'headline',
  'dek',
  'byline',
  'dateline',
  'keyPoints',
  'alt',
  'caption',
  'credit',
  'subject',
  'preheader',
  'story',
] as const satisfies readonly (keyof StoryParts)[];

/** What was read of a story, for a person to look at and correct. Nothing is written. */
export interface StoryDraft {
  /** Names the draft until it is saved. */
  readonly token: string;
  /** What messages call the source. */
  readonly source: string;
  readonly parts: StoryParts;
  /** What a letter would have where subject and preheader are empty. */
  readonly subject: string;
  readonly preheader: string;
  readonly hasImage: boolean;
  /** The number of pictures that are saved with the story. */
  readonly pictures: number;
  readonly leftOut: readonly LeftOut[];
  readonly notes: readonly Problem[];
  readonly words: { readonly found: number; readonly taken: number };
}

export type StoryRead =
  | { readonly ok: true; readonly draft: StoryDraft }
  | { readonly ok: false; readonly failure: BuildFailure };

export type StorySaved =
  | { readonly ok: true; readonly edition: string }
  /** The draft stays, with the parts as they were given; it is absent if it is no longer known. */
  | { readonly ok: false; readonly failure: BuildFailure; readonly draft?: StoryDraft };

export interface Stories {
  /** Reads a story; a draft of it is kept for a while. */
  readStory(given: GivenStory): Promise<StoryRead>;
  /**
   * Writes a draft with corrected parts as a new edition, or as the last story of the edition with the
   * id `into`.
   */
  saveStory(token: string, parts: StoryParts, into?: string): Promise<StorySaved>;
}
