/** Approved letters as they looked, kept on this machine by the hash of what they contain. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { FramedLetter } from '../../studio/approving.ts';
import type { Workspace } from '../workspace.ts';
import { writeWhole } from '../write-new.ts';

/** So many letters are kept, and none that is larger. */
const MOST = 20;
const MOST_BYTES = 8_000_000;
const NAME = /^[0-9a-f]{64}\.json$/;

const letterSchema = z.strictObject({
  html: z.string(),
  pictures: z.array(
    z.strictObject({
      source: z.string(),
      type: z.string().regex(/^image\/[\w.+-]+$/),
      base64: z.base64(),
    }),
  ),
});

/**
 * Keeps a letter that was approved. Does nothing if it is too large, or if it can't be written: an
 * approval is complete without it.
 */
export function keepLetter(
  workspace: Pick<Workspace, 'data' | 'clock'>,
  contentHash: string,
  { html, pictures }: FramedLetter,
): void {
  const kept: z.infer<typeof letterSchema> = {
    html,
    pictures: Array.from(pictures, ([source, { type, bytes }]) => ({
      ...{ source, type },
      base64: Buffer.from(bytes).toString('base64'),
    })),
  };
  const text = JSON.stringify(kept);
  if (Buffer.byteLength(text) > MOST_BYTES) return;
  const folder = folderOf(workspace);
  try {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${contentHash}.json`);
    writeWhole(path, text);
    const now = workspace.clock();
    utimesSync(path, now, now);
    prune(folder);
  } catch {
    // A full disk, or no permission.
  }
}

/** Returns an approved letter as it looked; undefined if it is not kept here. */
export function keptLetter(
  workspace: Pick<Workspace, 'data'>,
  contentHash: string,
): FramedLetter | undefined {
  const path = join(folderOf(workspace), `${contentHash}.json`);
  try {
    if (statSync(path).size > MOST_BYTES) return undefined;
    const { html, pictures } = letterSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const bytesOf = (base64: string) => Buffer.from(base64, 'base64');
    return {
      html,
      pictures: new Map(
        pictures.map(({ source, type, base64 }) => [source, { type, bytes: bytesOf(base64) }]),
      ),
    };
  } catch {
    // It was never kept, or the file is damaged.
    return undefined;
  }
}

function folderOf({ data }: Pick<Workspace, 'data'>): string {
  return join(data, 'approved');
}

/** Removes the letters that were approved longest ago. */
function prune(folder: string): void {
  const kept = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => join(folder, name))
    .map((path) => ({ path, at: statSync(path).mtimeMs }))
    .sort((one, other) => other.at - one.at);
  for (const { path } of kept.slice(MOST)) rmSync(path, { force: true });
}
