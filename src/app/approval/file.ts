import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../base/user-error.ts';
import type { EditionFile } from '../find-edition.ts';
import { letterFactsSchema, type LetterFacts } from './letter-facts.ts';
import type { Workspace } from '../workspace.ts';

/** Where the approval of an edition stands: beside it. */
export function approvalPath({ path, id }: EditionFile): string {
  return join(dirname(path), `${id}.approved.json`);
}

/**
 * The letter of an edition as it was approved; undefined where it never was. Throws UserError where
 * the file is broken or of another edition.
 */
export function readApproval(file: EditionFile, workspace: Workspace): LetterFacts | undefined {
  const path = approvalPath(file);
  const text = readIfThere(path);
  if (text === undefined) return undefined;
  const facts = letterFactsSchema.safeParse(parseJson(text));
  const remedy = `Review the letter, then: broadsheet approve ${file.id}`;
  if (!facts.success) throw new UserError(`${workspace.show(path)} is no approval.`, remedy);
  if (facts.data.edition === file.id) return facts.data;
  throw new UserError(`${workspace.show(path)} approves another edition.`, remedy);
}

/** Writes an approval, in place of an earlier one. Throws UserError where it cannot be written. */
export function writeApproval(file: EditionFile, facts: LetterFacts): void {
  const path = approvalPath(file);
  try {
    writeFileSync(path, `${JSON.stringify(facts, null, 2)}\n`);
  } catch {
    throw new UserError(`${path} cannot be written.`, 'Check that you may write to its folder.');
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UserError(`${path} cannot be read.`, 'Check that it is a file you may read.');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
