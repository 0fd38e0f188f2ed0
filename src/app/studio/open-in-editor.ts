import { spawn, type SpawnOptions } from 'node:child_process';
import { statSync } from 'node:fs';
import { basename, isAbsolute, relative, resolve } from 'node:path';
import constructWindowsCommand from 'launch-editor/construct-windows-launch-command.js';
import argumentsFor from 'launch-editor/get-args.js';
import guessEditor from 'launch-editor/guess.js';
import type { Opened } from '../../studio/desk.ts';
import type { Workspace } from '../workspace.ts';

/** An editor that runs this long, or that ends well before, has opened the file. */
const SETTLED_MS = 1500;
/** They draw in the terminal that they are started in. */
const IN_TERMINAL = /^(?:n?vim?|vim\.\w+|nano|pico|emacs|micro|hx|helix|joe|kak|ne|ed)$/;

/**
 * Opens a file of the newsletter, or of a theme, in the editor that VISUAL or EDITOR names, or in
 * one that runs already. Undefined if the file is not one of them.
 */
export async function openInEditor(
  workspace: Workspace,
  file: string,
  line: number,
): Promise<Opened | undefined> {
  const path = findFile(workspace, file);
  if (path === undefined) return undefined;
  const { env } = workspace;
  const set = [env['VISUAL'], env['EDITOR']].find((each) => each !== undefined && each !== '');
  const [editor, ...options] = guessEditor(set).filter(isText);
  if (editor === undefined || editor === '') {
    return failed('No editor is set. Set VISUAL or EDITOR, and start the studio again');
  }
  const name = basename(editor);
  const inTerminal = IN_TERMINAL.test(name);
  if (inTerminal && !process.stdin.isTTY) {
    return failed(`${name} needs a terminal. Set VISUAL to an editor that opens a window`);
  }
  const fault = await start(editor, [...options, ...argumentsFor(editor, path, line)], inTerminal);
  return fault === undefined ? { ok: true } : failed(`${name} did not open it: ${fault}`);
}

function failed(why: string): Opened {
  return { ok: false, message: `${why.replace(/\.$/, '')}.` };
}

function isText(part: unknown): part is string {
  return typeof part === 'string';
}

/** Starts an editor; resolves with why it has failed, or undefined if it has not. */
function start(
  editor: string,
  args: readonly string[],
  inTerminal: boolean,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    // In a group of its own, Ctrl-C in the studio's terminal does not end it.
    const options: SpawnOptions = inTerminal
      ? { stdio: 'inherit' }
      : { stdio: 'ignore', detached: process.platform !== 'win32' };
    const child =
      process.platform === 'win32'
        ? spawn(constructWindowsCommand(editor, args), { ...options, shell: true })
        : spawn(editor, args, options);
    const settled = setTimeout(resolve, SETTLED_MS, undefined);
    const end = (fault: string | undefined) => {
      clearTimeout(settled);
      resolve(fault);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      end(error.code === 'ENOENT' ? 'there is no such program' : error.message);
    });
    child.once('exit', (code, signal) => {
      end(code === 0 ? undefined : `it ended with ${signal ?? `exit code ${String(code)}`}`);
    });
    child.unref();
  });
}

function findFile({ root, templates, content }: Workspace, file: string): string | undefined {
  return [root, ...templates.map((folder) => resolve(folder, '..'))]
    .map((folder) => resolve(folder, file))
    .find((each) => [root, content, ...templates].some(holds(each)) && isFile(each));
}

function isFile(path: string): boolean {
  return !path.includes('\0') && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

/** Whether a folder holds a path. */
function holds(path: string): (folder: string) => boolean {
  return (folder) => {
    const way = relative(folder, path);
    return way !== '' && !way.startsWith('..') && !isAbsolute(way);
  };
}
