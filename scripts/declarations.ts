import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { ROOT } from './bundle.ts';

/**
 * Writes index.d.ts and site.d.ts, the types of what a newsletter's own files import from the
 * package, into a folder. They contain the types of libraries too, because they are not installed
 * with the package.
 */
export async function writeDeclarations(folder: string): Promise<void> {
  for (const name of ['index', 'site']) await writeDeclaration(name, folder);
}

async function writeDeclaration(name: string, folder: string): Promise<void> {
  const build = await rollup({
    input: { [name]: join(ROOT, 'src', `${name}.ts`) },
    external: [/^node:/],
    plugins: [
      dts({
        respectExternal: true,
        tsconfig: join(ROOT, 'tsconfig.json'),
        compilerOptions: { paths: {} },
      }),
    ],
    onwarn: () => undefined,
  });
  await build.write({ dir: folder, format: 'esm', entryFileNames: '[name].d.ts' });
  await build.close();
}
