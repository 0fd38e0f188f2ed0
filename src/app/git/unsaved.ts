/** What of an edition is not as in its last version. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { structuredPatch } from 'diff';
import type { ChangedPlace, UnsavedFile } from '../../studio/versions.ts';
import type { Workspace } from '../workspace.ts';
import { inNulls, kindOf } from './edition-files.ts';
import type { Repository } from './repository.ts';
import { read } from './run.ts';

export interface UnsavedPath extends Omit<UnsavedFile, 'file' | 'places'> {
  /** From the top of the repository. */
  readonly path: string;
  /** Git has never heard of it. */
  readonly untracked: boolean;
  /** Two versions of it were joined, and somebody has to choose. */
  readonly conflict: boolean;
  /** The name of its content in the last version, if it was there. */
  readonly blob?: string;
}

/** Lists which of some files differ from the last version. */
export async function unsavedPaths(
  { git, top }: Repository,
  paths: readonly string[],
): Promise<readonly UnsavedPath[]> {
  if (paths.length === 0) return [];
  const status = await read(git, [
    ...['-C', top, 'status', '--porcelain=v2', '-z', '--untracked-files=all', '--no-renames', '--'],
    ...paths,
  ]);
  return inNulls(status).flatMap((line) => unsavedPath(line) ?? []);
}

/** Reads a line of `git status --porcelain=v2`. */
function unsavedPath(line: string): UnsavedPath | undefined {
  const [type] = line;
  if (type === '?') {
    const path = line.slice(2);
    return { path, kind: kindOf(path), change: 'added', untracked: true, conflict: false };
  }
  if (type === 'u') {
    const path = line.split(' ').slice(10).join(' ');
    return { path, kind: kindOf(path), change: 'changed', untracked: false, conflict: true };
  }
  if (type !== '1') return undefined;
  const [, state = '', , , , , blob = '', , ...rest] = line.split(' ');
  const path = rest.join(' ');
  const isNew = /^0+$/.test(blob);
  const isGone = state.endsWith('D') || state === 'D.';
  if (isNew && isGone) return undefined;
  return {
    path,
    kind: kindOf(path),
    change: isNew ? 'added' : isGone ? 'removed' : 'changed',
    untracked: false,
    conflict: false,
    ...(!isNew && { blob }),
  };
}

/** Shows changed files with each changed place of a story. */
export async function unsavedFiles(
  repository: Repository,
  paths: readonly UnsavedPath[],
  { show }: Pick<Workspace, 'show'>,
): Promise<readonly UnsavedFile[]> {
  return Promise.all(
    paths.map(async ({ path, kind, change, blob }) => {
      const file = join(repository.top, path);
      const compared = kind === 'story' && change === 'changed' && blob !== undefined;
      const places = compared ? await changedPlaces(repository, blob, file) : [];
      return { file: show(file), kind, change, places };
    }),
  );
}

/** A longer text is no story, and more edits take long to compute. */
const LONGEST = 1_000_000;
const MOST_EDITS = 2000;

async function changedPlaces(
  { git }: Repository,
  blob: string,
  file: string,
): Promise<readonly ChangedPlace[]> {
  const last = await read(git, ['cat-file', 'blob', blob]);
  const now = await readFile(file).catch(() => undefined);
  if (!now || Math.max(now.length, last.length) > LONGEST) return [];
  const [before, after] = [textOf(last), textOf(now)];
  const patch = structuredPatch('', '', before, after, '', '', {
    context: 0,
    maxEditLength: MOST_EDITS,
  });
  return (patch?.hunks ?? []).map(({ newStart, newLines, lines }) => ({
    // A place without lines is counted from the line before it.
    line: newLines === 0 ? newStart + 1 : newStart,
    before: linesWith('-', lines),
    after: linesWith('+', lines),
  }));
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n');
}

function linesWith(sign: string, lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
}
