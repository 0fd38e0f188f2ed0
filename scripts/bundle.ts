import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import {
  BUILTIN,
  bundleCanIEmailData,
  leaveOutUnreached,
  loadLittleOfLodash,
  shareCheerio,
  takeBuiltins,
} from './bundle-plugins.ts';

export const ROOT = join(import.meta.dirname, '..');
/** Run in a browser. */
export const STUDIO_SCRIPTS = ['studio/script/main.ts', 'studio/script/editor/main.ts'];
/** Runs in a checkout only. */
const STUDIO_BUNDLER = 'studio/bundle-script.ts';
/** What serverless hosts load. */
export const SITE = 'site.ts';

export interface BundleRequest {
  /** The files that are loaded by name, by their paths from src/, such as `cli.ts`. */
  readonly entries: readonly string[];
  /** Packages that stay packages: they are installed with this one. */
  readonly external: readonly string[];
  /** Where to write. */
  readonly folder: string;
}

/**
 * Bundles src/ and the libraries it uses into modules, so that a command loads few files and only
 * what it needs. Returns the files that it bundled. Throws if an import can't be resolved.
 */
export async function bundle(request: BundleRequest): Promise<readonly string[]> {
  const { entries, external, folder } = request;
  const build = await rolldown({
    cwd: ROOT,
    input: Object.fromEntries(entries.map((entry) => [nameOf(entry), join('src', entry)])),
    platform: 'node',
    external: external.map((name) => new RegExp(`^${name}(?:/|$)`)),
    plugins: [
      leaveOutUnreached(),
      shareCheerio(),
      bundleCanIEmailData(),
      loadLittleOfLodash(),
      takeBuiltins(),
    ],
    onLog: (_level, log) => {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    },
  });
  const { output } = await build.write({
    dir: folder,
    format: 'esm',
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: {
      groups: [
        { name: 'builtins', test: (id) => id.startsWith(BUILTIN), priority: 1 },
        { name: startGroup, debugName: 'start', minShareCount: 2 },
      ],
    },
    // Names stay readable: a bug prints its stack.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    comments: false,
  });
  await build.close();
  return output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
}

/** What commands load by name: see `programFile`. What runs in a browser is not among it. */
export function loadedByName(): readonly string[] {
  const sources = join(ROOT, 'src');
  const named = globSync('**/*.ts', { cwd: sources }).flatMap((file) =>
    Array.from(
      readFileSync(join(sources, file), 'utf8').matchAll(/\bprogramFile\('([^']+\.ts)'\)/g),
      ([, name = '']) => name,
    ),
  );
  const others = [...STUDIO_SCRIPTS, STUDIO_BUNDLER, SITE];
  return named.filter((name) => !others.includes(name));
}

function nameOf(entry: string): string {
  return entry.replace(/^\.\.\//, '').replace(/\.ts$/, '');
}

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** One file for what every command loads and shares with other entries. */
function startGroup(id: string, graph: ModuleGraph): string | null {
  return !id.startsWith('\0') && importsOf(join(ROOT, 'src', 'cli.ts'), graph).has(id)
    ? 'start'
    : null;
}

/** The modules that a module loads, without those that it imports later. */
function importsOf(entry: string, graph: ModuleGraph): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    graph.getModuleInfo(id)?.importedIds.forEach(add);
  };
  add(entry);
  return found;
}
