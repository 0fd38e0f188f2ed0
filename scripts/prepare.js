// npm runs this after an installation in a clone, which runs its sources as they are, and before it
// makes a package of a clone: for `npm pack`, `npm publish` and an installation from git. Only a
// package needs a build. `npx broadsheet` in a clone makes one each time: it builds only what has
// changed since. Written so that an old Node can parse it.
import { existsSync } from 'node:fs';

const { npm_command: command, npm_package_resolved: packed } = process.env;
const installsClone = ['install', 'ci'].includes(command) && (!packed || packed === 'null');
const hasSources = existsSync(new URL('build.ts', import.meta.url));
if (command === 'exec') process.argv.push('--if-stale');
if (hasSources && !installsClone) await import('./build.ts');
