import { build } from 'esbuild';

/**
 * Bundles the modules of a script, by the path of its entry, into one classic script: an exported
 * page is a file, and a browser loads no modules for a file. Only a checkout and the build of the
 * package call this.
 */
export async function bundleScript(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    target: 'es2024',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
