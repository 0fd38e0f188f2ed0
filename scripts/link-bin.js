// Puts the project's own command beside those of its dependencies. Without it npx reads the whole
// of node_modules before it finds the command in package.json, which takes longer than the command.
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const link = join(import.meta.dirname, '..', 'node_modules', '.bin', 'broadsheet');
try {
  rmSync(link, { force: true });
  symlinkSync(join('..', '..', 'bin', 'broadsheet.js'), link);
} catch {
  // Where links are not allowed, npx takes the long way.
}
