import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { rolldown, type Plugin } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { ROOT } from './bundle.ts';

/**
 * Writes index.d.ts, the types of what a newsletter's own files import from the package, into a
 * folder. It contains the types of libraries too, because they are not installed with the package.
 */
export async function writeDeclarations(folder: string): Promise<void> {
  const build = await rolldown({
    cwd: ROOT,
    input: { index: join('src', 'index.ts') },
    platform: 'node',
    checks: { bundlerTimings: false },
    plugins: [zodAsModules(), dts({ dtsOnly: true })],
  });
  await build.write({ dir: folder, format: 'esm' });
  await build.close();
}

/** zod names its CommonJS types for every importer; only those of its ES modules can be bundled. */
function zodAsModules(): Plugin {
  const types = fileURLToPath(new URL('index.d.ts', import.meta.resolve('zod')));
  return {
    name: 'zod-as-modules',
    resolveId: {
      order: 'pre',
      handler: (source, importer) =>
        source === 'zod' && importer?.endsWith('.d.ts') === true ? types : null,
    },
  };
}
