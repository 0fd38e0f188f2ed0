import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { UserError } from '../base/user-error.ts';

/** Environment variables by name. The process's variables override the .env file. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the process's environment, with the folder's .env file for the rest. Throws UserError. */
export function readEnvironment(folder: string, process: Environment): Environment {
  const file = join(folder, '.env');
  if (!existsSync(file)) return process;
  const text = decode(readBytes(file), file);
  refuseCutValues(text, file);
  return { ...parseEnv(text), ...process };
}

/** Without quotation marks, "#" begins a comment: a password would be cut there. Throws UserError. */
function refuseCutValues(text: string, file: string): void {
  for (const [index, line] of text.split(/\r\n|[\n\r]/).entries()) {
    const name = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(?!["'`\s])[^#]*[^\s#]#/.exec(line)?.[1];
    if (name === undefined) continue;
    throw new UserError(
      `${file}:${index + 1}: the value of ${name} is cut at "#", which begins a comment.`,
      'Put the value in quotation marks; in a URL, write # as %23.',
    );
  }
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new UserError(
      `Can't read ${file}.`,
      'Check that it is a file and that you have permission to read it.',
    );
  }
}

/**
 * Decodes UTF-8, with or without a BOM. Throws UserError on any other encoding: its settings would
 * be as if they were not there. `echo … > .env` in Windows PowerShell writes UTF-16.
 */
function decode(bytes: Uint8Array, file: string): string {
  const text = decodeUtf8(bytes);
  if (text !== undefined && !text.includes('\0')) return text;
  const isUtf16 = bytes.includes(0) || bytes[0] === 0xff || bytes[0] === 0xfe;
  throw new UserError(
    `${file} is not UTF-8${isUtf16 ? ' but UTF-16' : ''}, so its settings can't be read.`,
    'Save the file as UTF-8. In Windows PowerShell, write it with `Set-Content -Encoding utf8`.',
  );
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Returns whether this is a CI runner, which is discarded after the job. */
export function isRunner(env: Environment): boolean {
  return !['', '0', 'false'].includes((env['CI'] ?? '').toLowerCase());
}
