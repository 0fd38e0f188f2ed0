/** What this browser keeps of a story: the text that is not saved yet, and the way back. */
import type { FieldHistories } from './field-history.ts';
import type { Content } from './saving.ts';

/** A text that was not saved when its page was closed. */
export interface KeptText {
  readonly key: string;
  /** The version of the file that it was made of. */
  readonly base: string;
  readonly content: Content;
  /** When it was typed, in milliseconds. */
  readonly at: number;
}

/** The past of a text takes at most this many characters in the browser. */
const MOST_HISTORY = 1_000_000;

/** What a page keeps in the browser, about one story. A browser that keeps nothing is no fault. */
export interface KeptTexts {
  /** Keeps a text until `drop`. Returns whether the browser has kept it. */
  readonly keep: (base: string, content: Content) => boolean;
  /** Forgets the text that this page has kept. */
  readonly drop: () => void;
  /** Returns the texts that other pages have left, the newest first. */
  readonly left: () => readonly KeptText[];
  readonly forget: (key: string) => void;
  /** Keeps how the editor's text came about, so that it can be undone after a reload. */
  readonly keepHistory: (text: string, history: unknown) => void;
  /** Returns what was kept of this very text: the steps of another one would not fit. */
  readonly history: (text: string) => unknown;
  /** Keeps how the values of the fields came about. */
  readonly keepFields: (histories: FieldHistories) => void;
  readonly fields: () => FieldHistories;
}

/** Opens what the browser keeps of a story. */
export function openKeptTexts(story: string, storage: Storage): KeptTexts {
  const texts = `broadsheet text ${story} `;
  const past = `broadsheet past ${story}`;
  const fieldsPast = `broadsheet fields ${story}`;
  // Two pages of one story keep a text each.
  const own = texts + crypto.getRandomValues(new Uint32Array(2)).join('-');
  const attempt = <T>(what: () => T, otherwise: T): T => {
    try {
      return what();
    } catch {
      return otherwise;
    }
  };
  const read = (key: string): unknown =>
    attempt(() => JSON.parse(storage.getItem(key) ?? 'null') as unknown, null);
  const forget = (key: string) => {
    attempt(() => {
      storage.removeItem(key);
    }, undefined);
  };
  const write = (key: string, value: unknown) =>
    attempt(() => {
      storage.setItem(key, JSON.stringify(value));
      return true;
    }, false);
  const keys = () => attempt(() => Object.keys(storage), []);
  return {
    keep: (base, content) => {
      const text = { base, content, at: Date.now() };
      if (write(own, text)) return true;
      forget(past);
      forget(fieldsPast);
      return write(own, text);
    },
    drop: () => {
      forget(own);
    },
    left: () =>
      keys()
        .filter((key) => key.startsWith(texts) && key !== own)
        .flatMap((key) => keptText(key, read(key)))
        .toSorted((a, b) => b.at - a.at),
    forget,
    keepHistory: (text, history) => {
      if (JSON.stringify(history).length > MOST_HISTORY) forget(past);
      else write(past, { text, history });
    },
    history: (text) => {
      const kept = read(past) as { text?: unknown; history?: unknown } | null;
      return kept?.text === text ? kept.history : undefined;
    },
    keepFields: (histories) => {
      if (JSON.stringify(histories).length > MOST_HISTORY) forget(fieldsPast);
      else write(fieldsPast, histories);
    },
    fields: () => fieldHistories(read(fieldsPast)),
  };
}

/** Reads what a browser has kept of the fields; what is none is left out. */
function fieldHistories(value: unknown): FieldHistories {
  const isTexts = (list: unknown) =>
    Array.isArray(list) && list.every((each) => typeof each === 'string');
  const entries = Object.entries(value ?? {}).filter(([, history]) => {
    const { now, past, future } = (history ?? {}) as Readonly<Record<string, unknown>>;
    return typeof now === 'string' && isTexts(past) && isTexts(future);
  });
  return Object.fromEntries(entries);
}

/** Reads what a browser has kept; others may have written there. */
function keptText(key: string, value: unknown): readonly KeptText[] {
  const { base, content, at } = (value ?? {}) as Partial<KeptText>;
  const isWhole =
    typeof base === 'string' && typeof at === 'number' && typeof content?.body === 'string';
  return isWhole ? [{ key, base, content, at }] : [];
}
