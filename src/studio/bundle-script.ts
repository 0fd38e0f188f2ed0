import { rolldown } from 'rolldown';

export interface BundledScript {
  readonly code: string;
  /** The files that it consists of. */
  readonly modules: readonly string[];
}

/**
 * Bundles the modules of a script, by the path of its entry, into one classic script: an exported
 * page is a file, and a browser loads no modules for a file. A checkout and the build of the
 * package call this; the published package contains the result.
 */
export async function bundleScript(entry: string): Promise<BundledScript> {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    // Comments that name the files would show where the package was built.
    experimental: { attachDebugInfo: 'none' },
  });
  const { output } = await bundle.generate({ format: 'iife', comments: false, minify: true });
  await bundle.close();
  const [{ code, moduleIds }] = output;
  return { code, modules: moduleIds };
}
