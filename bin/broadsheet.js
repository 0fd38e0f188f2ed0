#!/usr/bin/env node
// Written so that an old Node can parse it: it must get far enough to say what to do.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `broadsheet needs Node 24 or later, and this is ${process.version}: install a newer Node, or add it to the project with "npm install --save-dev node@24".`,
  );
  process.exit(2);
}
// Not imported: an import of node:fs loads streams, which --help has no use for.
process.getBuiltinModule('node:module').enableCompileCache();
const { existsSync } = process.getBuiltinModule('node:fs');
// A checkout runs its sources; the published package has none and runs what was compiled.
const source = new URL('../src/cli.ts', import.meta.url);
await import(existsSync(source) ? source : new URL('../dist/lib/cli.js', import.meta.url));
