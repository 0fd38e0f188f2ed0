/** Pictures on their way into a story, as the studio's pages handle them. */
import type { Crop } from '../article/crop.ts';
import type { TextPlace } from '../article/markdown/change-pictures.ts';
import type { Size } from '../pictures/measure.ts';
import type { Fields, StoryFile } from './writing.ts';

/** Where a picture is: given a moment ago, or the nth of a story, of which 0 is above the text. */
export type PictureRef =
  | { readonly kind: 'upload'; readonly token: string }
  | {
      readonly kind: 'story';
      readonly edition: string;
      readonly story: number;
      readonly n: number;
    };

/** What is said of a picture; a part that is empty is absent. */
export interface PictureWords {
  readonly alt: string;
  /** It tells nothing that the text doesn't, so it needs no alternative text. */
  readonly decorative: boolean;
  readonly caption: string;
  readonly credit: string;
}

export interface ShownPicture {
  /** The name of its file, or its address on the web. */
  readonly name: string;
  /** Upright and whole, in pixels; absent if it can't be shown here. */
  readonly size?: Size;
  /** Why it can't be shown. */
  readonly fault?: string;
  readonly crop?: Crop;
  /** As they are, or as they may be. */
  readonly words: PictureWords;
  readonly notes: readonly string[];
}

/** A picture of a story. */
export interface StoryPicture extends ShownPicture {
  readonly n: number;
  /** Its line in the file, from 1; absent above the text. */
  readonly line?: number;
}

/** A story that a picture can be put into. */
export interface PictureTarget extends Pick<StoryFile, 'index' | 'file' | 'version' | 'format'> {
  /** Blocks of its text, by their lines in the text, below which a picture can be. */
  readonly places: readonly TextPlace[];
  readonly pictures: readonly StoryPicture[];
  /** False if its front matter can't be understood. */
  readonly hasFields: boolean;
}

export interface EarlierPicture extends ShownPicture {
  readonly ref: PictureRef & { readonly kind: 'story' };
}

export interface Failure {
  readonly message: string;
  readonly remedy: string;
}

export type PictureGiven =
  { readonly ok: true; readonly token: string } | { readonly ok: false; readonly failure: Failure };

export type PicturePlace =
  /** Above the text: the picture of the story. */
  | { readonly kind: 'lead' }
  /** In the text, below the block that ends on a line. */
  | { readonly kind: 'below'; readonly line: number }
  /** Where the nth picture of the story is. */
  | { readonly kind: 'same'; readonly n: number }
  /** Where the caller puts it: only its file is stored. */
  | { readonly kind: 'given' };

/** A picture as it is put into a story. */
export interface PicturePlacing {
  /** The file and the version that the place is in. */
  readonly file: string;
  readonly base: string;
  readonly place: PicturePlace;
  readonly words: PictureWords;
  readonly crop?: Crop;
}

export type PicturePlaced =
  | { readonly kind: 'placed' }
  /** For the caller to put into the text, or into the fields above it. */
  | {
      readonly kind: 'given';
      readonly markdown: string;
      readonly fields: Pick<Fields, 'image' | 'alt' | 'caption' | 'credit'>;
    }
  /** The story has changed since; nothing was written. */
  | { readonly kind: 'changed' }
  | ({ readonly kind: 'failed' } & Failure);

/** How pictures get into stories. */
export interface StoryPictures {
  /** Returns a story with its pictures; undefined if there is none. Rejects like storyFile. */
  pictureTarget(edition: string, story: number): Promise<PictureTarget | undefined>;
  /** Keeps a picture for a while, until it is placed. Nothing is written. */
  givePicture(name: string, bytes: Uint8Array): Promise<PictureGiven>;
  /** Returns a picture, with the words that a story proposes for it; undefined if it is unknown. */
  shownPicture(
    ref: PictureRef,
    target: Pick<PictureTarget, 'file'>,
  ): Promise<ShownPicture | undefined>;
  /** Returns a picture as a JPEG of at most so many pixels on each side, or a part of it. */
  pictureJpeg(ref: PictureRef, side: number, crop?: Crop): Promise<Uint8Array | undefined>;
  /** Stores a picture beside a story and writes it into it; undefined if one of them is unknown. */
  placePicture(
    edition: string,
    story: number,
    ref: PictureRef,
    placing: PicturePlacing,
  ): Promise<PicturePlaced | undefined>;
  /** Takes a picture out of a story; its file stays. */
  removePicture(
    ref: PictureRef & { readonly kind: 'story' },
    version: Pick<PicturePlacing, 'file' | 'base'>,
  ): Promise<PicturePlaced | undefined>;
  /** Lists pictures of all editions whose words or name contain a text, the newest first. */
  earlierPictures(
    text: string,
    page: number,
  ): Promise<{ readonly pictures: readonly EarlierPicture[]; readonly hasMore: boolean }>;
}
