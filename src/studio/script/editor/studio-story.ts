/** What the studio is asked about a story: its file, and the letter beside it. */
import type { WrittenLetter } from '../../letter/written.ts';
import { all } from '../dom.ts';
import type { FileSaved, StoryChange, StoryFile } from '../../writing.ts';

const JSON_HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };

/** A browser sends at most that many bytes after its page was closed. */
const KEEPALIVE_BYTES = 60_000;

const GONE: FileSaved = {
  kind: 'failed',
  message: 'This story is no longer there: its file was renamed or deleted.',
  remedy: 'Copy your text, then open the edition again.',
};

const REFUSED: FileSaved = {
  kind: 'failed',
  message: 'The studio has refused to save.',
  remedy: 'Your text is kept in this browser. Load the page again.',
};

const TOO_LARGE: FileSaved = {
  kind: 'failed',
  message: 'The story is too large to be saved.',
  remedy: 'Shorten it, or divide it into several stories.',
};

const ANSWERS = [200, 409, 422];

/** Returns a story's file; undefined if there is none, or if the studio does not answer. */
export async function fetchStory(address: string): Promise<StoryFile | undefined> {
  const answer = await fetch(address, { headers: JSON_HEADERS }).catch(() => undefined);
  return answer?.ok === true ? ((await answer.json()) as StoryFile) : undefined;
}

/** Returns the other stories of the edition, as the page lists them. */
export async function fetchOthers(index: number): Promise<readonly StoryFile[]> {
  const others = all('[data-story]', HTMLAnchorElement).filter(
    ({ dataset }) => dataset['story'] !== String(index),
  );
  const stories = await Promise.all(others.map(({ href }) => fetchStory(href)));
  return stories.filter((each) => each !== undefined);
}

/** Asks the studio to write a change; rejects if it does not answer. */
export async function sendChange(address: string, change: StoryChange): Promise<FileSaved> {
  const body = JSON.stringify(change);
  // The last key before a page is closed counts, too.
  const keepalive = new Blob([body]).size < KEEPALIVE_BYTES;
  const answer = await fetch(address, { method: 'POST', headers: JSON_HEADERS, body, keepalive });
  if (ANSWERS.includes(answer.status)) return (await answer.json()) as FileSaved;
  return { 404: GONE, 413: TOO_LARGE }[answer.status] ?? REFUSED;
}

/** Returns what is known of the letter; undefined if the studio does not answer. */
export async function fetchLetter(): Promise<WrittenLetter | undefined> {
  const answer = await fetch('letter.json').catch(() => undefined);
  return answer?.ok === true ? ((await answer.json()) as WrittenLetter) : undefined;
}
