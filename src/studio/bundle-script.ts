import { rolldown } from 'rolldown';

/**
 * Bundles the modules of a script, by the path of its entry, into one classic script: an exported
 * page is a file, and a browser loads no modules for a file. A checkout and the build of the
 * package call this; the published package contains the result.
 */
export async function bundleScript(entry: string): Promise<string> {
  const bundle = await rolldown({ input: entry, platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', comments: false });
  await bundle.close();
  return output[0].code;
}
