/** The stories of an edition in their order, and those that were removed from it. */

export interface StoryList {
  /** Names the files and their order: a change names the order that it was made of. */
  readonly order: string;
  readonly stories: readonly ArrangedStory[];
  /** The last one first. */
  readonly removed: readonly RemovedStory[];
}

export interface ArrangedStory {
  readonly file: string;
  readonly headline: string;
  /** Whether the story holds the edition. */
  readonly holds: boolean;
}

export interface RemovedStory {
  /** Names it among the removed ones. */
  readonly name: string;
  /** The name that its file had, and gets again. */
  readonly file: string;
  readonly headline: string;
  readonly at: Date;
}

/** A change of the stories of an edition. */
export type StoryListChange =
  /** Puts a story at a position, from 0. */
  | { readonly kind: 'move'; readonly file: string; readonly to: number }
  /** Takes out a story of a version. */
  | { readonly kind: 'remove'; readonly file: string; readonly base: string }
  | { readonly kind: 'bring-back'; readonly name: string };

export type StoryListChanged =
  /** The story is at this position now; one that was removed is at none. */
  | { readonly kind: 'done'; readonly at: number | undefined }
  /** The stories, their order or the text have changed since; nothing was written. */
  | { readonly kind: 'changed' }
  | { readonly kind: 'failed'; readonly message: string; readonly remedy: string };

export interface StoryLists {
  /** Lists the stories of an edition that is a folder; undefined if there is no such edition. */
  storyList(edition: string): Promise<StoryList | undefined>;
  /** Changes the stories, unless their order is another one; undefined if there is no such edition. */
  changeStoryList(
    edition: string,
    order: string,
    change: StoryListChange,
  ): Promise<StoryListChanged | undefined>;
}
