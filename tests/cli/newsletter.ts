/** A newsletter in a folder of its own, and commands that run in this process and are heard. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureIo, type CapturedIo } from '../support/captured-io.ts';
import { ROOT } from '../support/sample.ts';

/** A folder with the sample's config and no edition. */
export function makeNewsletter(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'broadsheet-'));
  // Without the program's own module, which the test runner would look for in vain.
  const config = readFileSync(join(ROOT, 'broadsheet.config.ts'), 'utf8');
  writeFileSync(
    join(folder, 'broadsheet.config.ts'),
    config.replace(/^import.*$/m, '').replace('defineConfig(', '('),
  );
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Puts the sample edition into a newsletter. */
export function addSample(folder: string): void {
  cpSync(join(ROOT, 'content'), join(folder, 'content'), { recursive: true });
}

/** What a command is handed, on the day after the sample edition. */
export function listen(cwd: string): CapturedIo {
  return captureIo({ cwd, env: {}, clock: () => new Date('2023-06-15T10:00:00Z') });
}
