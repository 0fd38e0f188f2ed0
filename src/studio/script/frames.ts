/** The letter in its frames. */
import { all, parse } from './dom.ts';
import { morphDocument } from './morph.ts';
import { textOf } from './studio.ts';

/** Returns the frames that show letters. */
export function frames(): readonly HTMLIFrameElement[] {
  return all('iframe.letter', HTMLIFrameElement);
}

/** The file that a frame shows, where it is not the one it was served with. */
const shown = new WeakMap<HTMLIFrameElement, string>();

/** Returns the file that a frame shows. */
export function fileOf(frame: HTMLIFrameElement): string {
  return shown.get(frame) ?? frame.getAttribute('src') ?? '';
}

/** Shows a file in a frame, at an element of it if there is a hash. */
export function showFile(frame: HTMLIFrameElement, file: string, hash = ''): void {
  if (fileOf(frame) === file && hash === '') return;
  shown.set(frame, file);
  // Once it is loaded, a new src would add a step to the history.
  if (frame.contentDocument?.URL === 'about:blank') frame.src = file + hash;
  else frame.contentWindow?.location.replace(new URL(file + hash, location.href));
}

/** Brings letters up to date in place. */
export async function swapLetters(which: readonly HTMLIFrameElement[] = frames()): Promise<void> {
  const texts = new Map<string, Promise<string>>();
  for (const file of new Set(which.map(fileOf))) texts.set(file, textOf(file));
  for (const frame of which) {
    const file = fileOf(frame);
    const text = (await texts.get(file)) ?? '';
    // Another file may have been chosen in the meantime.
    if (text !== '' && file === fileOf(frame)) swapLetter(frame, text);
  }
}

function swapLetter(frame: HTMLIFrameElement, text: string): void {
  const letter = frame.contentDocument;
  if (letter?.URL === 'about:blank') return;
  if (!letter || letter.readyState === 'loading') frame.contentWindow?.location.reload();
  else morphDocument(letter, parse(text));
}
