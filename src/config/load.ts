import { asError } from '../base/as-error.ts';
import { existsSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { programFile } from '../base/program.ts';
import { UserError } from '../base/user-error.ts';
import type { Config } from './schema.ts';
import { validateConfig } from './validate.ts';

const NAMES = [
  'broadsheet.config.ts',
  'broadsheet.config.mts',
  'broadsheet.config.js',
  'broadsheet.config.mjs',
];

/** Returns the path of a folder's config file, or undefined if it has none. */
export function configFile(folder: string): string | undefined {
  return NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
}

/**
 * Reads the config of a folder. Throws UserError if there is none, if it does not run, or if a
 * setting is invalid; the message names each setting by its path.
 */
export async function loadConfig(folder: string): Promise<Config> {
  const file = configFile(folder);
  if (file === undefined) {
    throw new UserError(
      `No broadsheet.config.ts in ${folder}.`,
      'Run the command in the folder of a newsletter, or run `broadsheet init FOLDER` to make one.',
    );
  }
  return validateConfig(await importConfig(file), relative(folder, file));
}

async function importConfig(file: string): Promise<unknown> {
  // Node caches imports: a changed config needs a new URL.
  const url = `${pathToFileURL(file).href}?${statSync(file).mtimeMs}`;
  const own = new Map([
    ['broadsheet', programFile('index.ts')],
    ['broadsheet/site', programFile('site.ts')],
  ]);
  const hooks = registerHooks({
    // "broadsheet" in the config is this program, even if the newsletter has not installed it.
    resolve: (specifier, context, next) => {
      const url = own.get(specifier)?.href;
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
    // The config is a module, whatever the "type" in its package.json.
    load: (specifier, context, next) =>
      next(specifier, specifier === url ? { ...context, format: formatOf(file) } : context),
  });
  try {
    const module = (await import(url)) as { default?: unknown };
    return module.default;
  } catch (error) {
    throw new UserError(
      `${file} can't be loaded: ${asError(error).message}`,
      'Fix the file and try again.',
    );
  } finally {
    hooks.deregister();
  }
}

function formatOf(file: string): string {
  return /\.m?ts$/.test(file) ? 'module-typescript' : 'module';
}
