/** The files of an edition's stories, as the studio's editor reads and saves them. */
import type { LeftOut } from '../article/reading.ts';

/** The keys of front matter that the editor's form has, in its order. */
export const FIELD_NAMES = [
  'subject',
  'preheader',
  'section',
  'headline',
  'dek',
  'byline',
  'dateline',
  'date',
  'audience',
  'send',
  'hold',
  'keyPoints',
  'image',
  'alt',
  'caption',
  'credit',
] as const;

export type FieldName = (typeof FIELD_NAMES)[number];

/** Values as a person types them: a key that is absent is empty, and key points are one per line. */
export type Fields = Readonly<Record<FieldName, string>>;

/** The file of a story, as it is on the disk. */
export interface StoryFile {
  /** Its path, as messages show it. */
  readonly file: string;
  /** Which story of the edition it is; 0 leads. */
  readonly index: number;
  /** Names the bytes of the file: SHA-256 in hexadecimal digits. */
  readonly version: string;
  readonly format: 'markdown' | 'text';
  /** What front matter sets; undefined if it can't be understood, so that it is edited as YAML. */
  readonly fields: Fields | undefined;
  /** The YAML between the "---" lines; '' if there is none. */
  readonly frontMatter: string;
  /** The text below the front matter, with "\n" at each line's end. */
  readonly body: string;
  /** The line of the file on which the body starts, from 1. */
  readonly bodyLine: number;
}

/** What somebody changed. Parts that are absent stay as they are on the disk. */
export interface StoryChange {
  /** The file that was changed: its story may have another number by now. */
  readonly file?: string;
  /** The version that was changed. */
  readonly base: string;
  readonly fields?: Partial<Fields>;
  /** YAML, in place of `fields`. */
  readonly frontMatter?: string;
  readonly body?: string;
}

export type FileSaved =
  | { readonly kind: 'saved'; readonly story: StoryFile }
  /** The file has changed since; nothing was written. */
  | { readonly kind: 'changed'; readonly story: StoryFile }
  /** Nothing was written, and what is on the disk stays. */
  | { readonly kind: 'failed'; readonly message: string; readonly remedy: string };

/** A story of an edition, without reading it. */
export type ListedStory = Pick<StoryFile, 'index' | 'file'>;

/** A text that would be lost otherwise. */
export interface KeptText {
  /** Names it among the texts of its story. */
  readonly name: string;
  readonly at: Date;
  /** It was on the disk and was overwritten or removed, or was typed and could not be saved. */
  readonly reason: 'overwritten' | 'unsaved' | 'removed';
}

export type KeptStory = KeptText & Pick<StoryFile, 'frontMatter' | 'body'>;

/** A story of wire text as the Markdown that it would become. */
export interface MarkdownOffer {
  /** The file of the text, and its version. */
  readonly file: string;
  readonly version: string;
  /** The file that takes its place. */
  readonly into: string;
  readonly markdown: string;
  /** Lines of the text that the letter does not have; they become a comment. */
  readonly leftOut: readonly LeftOut[];
  readonly letter: LetterEffect;
}

/** What a change does to the letter. */
export type LetterEffect =
  /** Readers see no difference. */
  | { readonly kind: 'same' }
  | {
      readonly kind: 'changed';
      /** What differs: the subject, the preheader, the HTML, and so on. */
      readonly what: readonly string[];
      /** The text parts. */
      readonly before: string;
      readonly after: string;
    }
  /** One of the two letters can't be built. */
  | { readonly kind: 'unknown'; readonly message: string };

/** How a story is written in the studio. */
export interface StoryFiles {
  /** Lists an edition's stories, the one that leads first; undefined if there is no such edition. */
  stories(edition: string): Promise<readonly ListedStory[] | undefined>;
  /**
   * Reads a story's file; undefined if there is no such edition or story. Rejects with UserError if
   * the file can't be read as text.
   */
  storyFile(edition: string, index: number): Promise<StoryFile | undefined>;
  /** Writes a change, unless the file has changed since; undefined if there is no such story. */
  changeStory(edition: string, index: number, change: StoryChange): Promise<FileSaved | undefined>;
  /** Lists the texts that were kept of a story, newest first. */
  keptTexts(edition: string, index: number): Promise<readonly KeptText[]>;
  keptText(edition: string, index: number, name: string): Promise<KeptStory | undefined>;
  /**
   * Shows what a story of wire text becomes as Markdown; undefined if it is no such story. Rejects
   * with UserError if the text can't be understood.
   */
  offerMarkdown(edition: string, index: number): Promise<MarkdownOffer | undefined>;
  /** Puts the Markdown in the place of the text of a version. */
  turnIntoMarkdown(edition: string, index: number, base: string): Promise<FileSaved | undefined>;
}
