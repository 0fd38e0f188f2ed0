/** Saves what is typed, as soon as it is typed: one request at a time, and the newest text wins. */
import type { FieldName, Fields, FileSaved, StoryChange, StoryFile } from '../../writing.ts';

/** What a story's page holds: fields, or front matter as YAML where that can't be understood. */
export interface Content {
  readonly fields?: Fields;
  readonly frontMatter?: string;
  readonly body: string;
}

export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** The studio could not write it, or does not answer: it is tried again. */
  | { readonly kind: 'failed'; readonly message: string; readonly remedy: string }
  /** The file has another content than the one that was edited; nothing is saved until one is chosen. */
  | { readonly kind: 'conflict'; readonly story: StoryFile };

export interface SaverOptions {
  /** The file as it was when the page was made. */
  readonly story: StoryFile;
  /** Returns what of a file the page edits: its fields, or its front matter as YAML. */
  readonly contentOf: (story: StoryFile) => Content;
  /** Asks the studio to write a change; rejects if it does not answer. */
  readonly send: (change: StoryChange) => Promise<FileSaved>;
  readonly onState: (state: SaveState) => void;
  /** Called with each version that the page's content became on the disk. */
  readonly onSaved?: (story: StoryFile, content: Content) => void;
  readonly retryMs?: number;
}

export interface Saver {
  readonly state: () => SaveState;
  /** The version of the file that the content was made of. */
  readonly version: () => string;
  /** Takes what the page holds now, and saves it. */
  readonly change: (content: Content) => void;
  /** Whether everything is on the disk, as far as the page knows. */
  readonly isClean: () => boolean;
  /** Takes the file as somebody else has saved it: only while everything is saved. */
  readonly takeIn: (story: StoryFile) => void;
  /** Ends a conflict: the content goes over the file's, which the page has shown. */
  readonly overwrite: () => void;
  /** Ends a conflict with the file's content, which the page must show now. */
  readonly giveWay: () => void;
  /** Tries again at once what could not be saved. */
  readonly retry: () => void;
}

const RETRY_MS = 2000;

const UNREACHABLE = {
  kind: 'failed',
  message: 'The studio does not respond.',
  remedy: 'Your text is kept in this browser and saved when the studio runs again.',
} as const;

function sameContent(one: Content, other: Content): boolean {
  const change = changeBetween(one, other);
  return Object.keys(change).length === 0;
}

/** Opens the saver of a story. */
export function createSaver(options: SaverOptions): Saver {
  const { contentOf, send, onState, onSaved, retryMs = RETRY_MS } = options;
  let base = options.story;
  let saved = contentOf(base);
  let wanted = saved;
  let state: SaveState = { kind: 'saved' };
  let sending = false;
  let next: ReturnType<typeof setTimeout> | undefined;

  const show = (now: SaveState) => {
    state = now;
    onState(now);
  };
  const settle = (story: StoryFile, content: Content) => {
    base = story;
    saved = content;
    onSaved?.(story, content);
  };
  const fail = (now: SaveState) => {
    show(now);
    next = setTimeout(() => void save(), retryMs);
  };
  const answered = (answer: FileSaved, sent: Content) => {
    if (answer.kind === 'saved') settle(answer.story, sent);
    else if (answer.kind === 'failed') fail(answer);
    // The answer to an earlier request was lost, or two windows hold the same text.
    else if (sameWords(contentOf(answer.story), sent)) settle(answer.story, sent);
    else show({ kind: 'conflict', story: answer.story });
  };
  const waits = () => next !== undefined;
  const isClean = () => !sending && sameContent(saved, wanted);
  const save = async (): Promise<void> => {
    clearTimeout(next);
    next = undefined;
    if (sending || state.kind === 'conflict') return;
    if (isClean()) {
      if (state.kind !== 'saved') show({ kind: 'saved' });
      return;
    }
    sending = true;
    const sent = wanted;
    if (state.kind === 'saved') show({ kind: 'saving' });
    const answer = await send({ base: base.version, ...changeBetween(saved, sent) }).catch(
      () => undefined,
    );
    sending = false;
    if (answer) answered(answer, sent);
    else fail(UNREACHABLE);
    if (!waits()) await save();
  };
  return {
    state: () => state,
    version: () => base.version,
    isClean,
    change: (content) => {
      wanted = content;
      // What failed is tried again after a while: a full disk is not asked at each key.
      if (!waits()) void save();
    },
    takeIn: (story) => {
      settle(story, contentOf(story));
      wanted = saved;
    },
    overwrite: () => {
      if (state.kind !== 'conflict') return;
      [base, saved] = [state.story, contentOf(state.story)];
      show({ kind: 'saving' });
      void save();
    },
    giveWay: () => {
      if (state.kind !== 'conflict') return;
      settle(state.story, contentOf(state.story));
      wanted = saved;
      show({ kind: 'saved' });
    },
    retry: () => void save(),
  };
}

/** Returns the parts that differ. */
function changeBetween(before: Content, after: Content): Omit<StoryChange, 'base'> {
  const names = Object.keys(after.fields ?? {}) as FieldName[];
  const changed = names.filter((name) => before.fields?.[name] !== after.fields?.[name]);
  return {
    ...(after.fields !== undefined &&
      changed.length > 0 && {
        fields: Object.fromEntries(changed.map((name) => [name, after.fields?.[name] ?? ''])),
      }),
    ...(after.frontMatter !== undefined &&
      after.frontMatter !== before.frontMatter && { frontMatter: after.frontMatter }),
    ...(after.body !== before.body && { body: after.body }),
  };
}

/**
 * Returns whether two contents differ at most in space at the ends of lines, which saving may
 * change.
 */
export function sameWords(one: Content, other: Content): boolean {
  const trimmed = ({ fields, frontMatter, body }: Content): Content => ({
    ...(fields && {
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, withoutEnds(value)]),
      ) as Fields,
    }),
    ...(frontMatter !== undefined && { frontMatter: withoutEnds(frontMatter) }),
    body: withoutEnds(body),
  });
  return sameContent(trimmed(one), trimmed(other));
}

function withoutEnds(text: string): string {
  return text.replace(/[^\S\n]+$/gm, '').trim();
}
