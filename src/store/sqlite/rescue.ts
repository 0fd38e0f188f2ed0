import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/**
 * Writes the contents of an open database whose file was removed or replaced: to its place, if
 * nothing is there, otherwise next to it. Returns the path.
 */
export function rescue(database: DatabaseSync, file: string): string {
  const saved = `${file}.rescued`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  rmSync(saved, { force: true });
  database.prepare('vacuum into ?').run(saved);
  chmodSync(saved, 0o600);
  if (existsSync(file)) return saved;
  renameSync(saved, file);
  return file;
}
