/** The versions of an edition that git keeps, in words for editors who don't know git. */

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
      /** Newest first. */
      readonly history: readonly Version[];
      /** How many versions are skipped on the next page; absent on the last one. */
      readonly next?: number;
      /** The repository has only its newest versions, so the history may be cut. */
      readonly shallow: boolean;
    };

export interface NewVersion {
  readonly message: string;
  /** Who saves it; kept for later versions. */
  readonly name?: string;
  readonly email?: string;
}

/** What became of a request; nothing is changed by one that failed. */
export type VersionDone = { readonly ok: true } | { readonly ok: false; readonly why: Explained };

/** Undefined stands for an edition that does not exist. */
export interface VersionsDesk {
  /** Returns what is not saved, and a page of the history. */
  versions(edition: string, skip: number): Promise<VersionsView | undefined>;
  /** Makes a repository in the newsletter's folder. */
  startVersions(edition: string): Promise<VersionDone | undefined>;
  /** Saves the edition's files as a version, and no other file. */
  saveVersion(edition: string, version: NewVersion): Promise<VersionDone | undefined>;
}
