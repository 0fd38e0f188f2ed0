/** The versions of an edition that git keeps, in words for editors who don't know git. */
import type { Pictures } from '../browser/letter-page.ts';
import type { BuildFailure } from './build-failure.ts';

/** What happened, and what to do about it. */
export interface Explained {
  readonly message: string;
  readonly remedy: string;
  /** What a check of the repository or the server printed, line by line. */
  readonly output?: readonly string[];
}

/** A file of the edition that is not as in the last version. */
export interface UnsavedFile {
  /** Its path, as messages show it. */
  readonly file: string;
  readonly kind: 'story' | 'picture' | 'approval' | 'other';
  readonly change: 'added' | 'changed' | 'removed';
  /** Each place of a story that was changed; none for any other file. */
  readonly places: readonly ChangedPlace[];
}

export interface ChangedPlace {
  /** From 1, in the file as it is now. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A file of the edition that versions can't contain. */
export interface LeftOutFile {
  readonly file: string;
  /** Completes the sentence that begins with the file's name. */
  readonly reason: string;
}

/** A version of an edition: a commit that changed one of its files. */
export interface Version {
  /** 40 or 64 hexadecimal digits. */
  readonly commit: string;
  readonly at: Date;
  readonly author: string;
  readonly message: string;
  /** Whether the server is known to have it; absent where there is none. */
  readonly published?: boolean;
}

export type VersionsView =
  /** There are no versions here, and can't be until something else is done. */
  | { readonly kind: 'none'; readonly why: Explained; readonly canStart: boolean }
  | {
      readonly kind: 'kept';
      readonly unsaved: readonly UnsavedFile[];
      readonly leftOut: readonly LeftOutFile[];
      /** Why no version can be saved now; absent if one can. */
      readonly obstacle?: Explained;
      /** Git does not know yet who saves versions here. */
      readonly needsName: boolean;
      /** Where versions are published; or why they can't be. */
      readonly publishing: Publishing | { readonly why: Explained };
      /** Newest first. */
      readonly history: readonly Version[];
      /** How many versions are skipped on the next page; absent on the last one. */
      readonly next?: number;
      /** The repository around the one of the edition, of which that is a submodule. */
      readonly inside?: string;
      /** The repository has only its newest versions, so the history may be cut. */
      readonly shallow: boolean;
    };

export interface NewVersion {
  readonly message: string;
  /** Who saves it; kept for later versions. */
  readonly name?: string;
  readonly email?: string;
}

/** A branch on which versions wait for a review. */
export interface Review {
  readonly branch: string;
  /** The branch that it is for. */
  readonly base: string;
  /** Where a pull request is opened, or only the pages of the repository; absent without pages. */
  readonly place?: { readonly url: string; readonly isForm: boolean };
}

/** What could be published, and to where. */
export interface Publishing {
  /** Such as example.com/desk/briefing. */
  readonly where: string;
  readonly branch: string;
  /** How many versions the server is not known to have. */
  readonly waiting: number;
  /** How many of these have nothing to do with this edition. */
  readonly others: number;
  /** Whether something was ever published there. */
  readonly begun: boolean;
  readonly obstacle?: Explained;
  readonly reviews: readonly Review[];
}

/** A letter that is compared with another one. */
export interface VersionLetter {
  readonly subject: string;
  readonly preheader: string;
  readonly date: string;
  readonly html: string;
  readonly text: string;
  readonly pictures: Pictures;
}

export type VersionBuilt =
  | { readonly ok: true; readonly letter: VersionLetter }
  | { readonly ok: false; readonly failure: BuildFailure };

export interface VersionView {
  readonly version: Version;
  readonly built: VersionBuilt;
  /** The version before it; absent for the first. */
  readonly before?: Version;
  /** The letter that it is compared with; absent if it is the first version. */
  readonly other?: VersionBuilt;
}

export type VersionAction =
  | 'started'
  | 'saved'
  | 'published'
  /** Versions of others are here now. */
  | 'taken'
  /** Others have nothing new. */
  | 'current'
  | 'restored'
  | 'reviewing';

/** What became of a request; nothing is changed by one that failed. */
export type VersionDone =
  | { readonly ok: true; readonly done: VersionAction }
  | { readonly ok: false; readonly why: Explained };

/** Undefined stands for an edition that does not exist. */
export interface VersionsDesk {
  /** Returns what is not saved, and a page of the history. */
  versions(edition: string, skip: number): Promise<VersionsView | undefined>;
  /** Makes a repository in the newsletter's folder. */
  startVersions(edition: string): Promise<VersionDone | undefined>;
  /** Saves the edition's files as a version, and no other file. */
  saveVersion(edition: string, version: NewVersion): Promise<VersionDone | undefined>;
  /** Sends all saved versions to the server; overwrites nothing there. */
  publishVersions(edition: string): Promise<VersionDone | undefined>;
  /** Brings what others have published here, unless a choice would have to be made. */
  takeInVersions(edition: string): Promise<VersionDone | undefined>;
  /** Shows a version, compared with the letter as it is now or with the version before. */
  version(
    edition: string,
    commit: string,
    against: 'now' | 'before',
  ): Promise<VersionView | undefined>;
  /** Returns the letter of a version. */
  versionLetter(edition: string, commit: string): Promise<VersionBuilt | undefined>;
  /** Saves what is there now as a version, and brings an earlier one back. */
  restoreVersion(edition: string, commit: string): Promise<VersionDone | undefined>;
  /** Sends the versions to a branch of their own, for a review. */
  askForReview(edition: string): Promise<VersionDone | undefined>;
}
