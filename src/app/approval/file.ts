import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../base/user-error.ts';
import type { EditionFile } from '../editions.ts';
import { letterFactsSchema, type LetterFacts } from './letter-facts.ts';
import type { Workspace } from '../workspace.ts';
import { writeWhole } from '../write-new.ts';

/** Returns the path of an edition's approval: beside the edition. */
export function approvalPath({ path, id }: EditionFile): string {
  return join(dirname(path), `${id}.approved.json`);
}

/**
 * Reads the letter of an edition as it was approved; undefined if it never was. Throws UserError
 * where the file is broken or belongs to another edition.
 */
export function readApproval(file: EditionFile, workspace: Workspace): LetterFacts | undefined {
  const path = approvalPath(file);
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const facts = letterFactsSchema.safeParse(parseJson(text));
  const remedy = `Review the letter, then run: broadsheet approve ${file.id}`;
  if (!facts.success) throw new UserError(`${workspace.show(path)} is not an approval.`, remedy);
  if (facts.data.edition === file.id) return facts.data;
  throw new UserError(`${workspace.show(path)} approves another edition.`, remedy);
}

/** Writes an approval, in place of an earlier one. */
export function writeApproval(file: EditionFile, facts: LetterFacts): void {
  writeWhole(approvalPath(file), `${JSON.stringify(facts, null, 2)}\n`);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(`Can't read ${path}.`, 'Check that you have permission to read the file.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
