import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../base/problem.ts';
import { withBrowser } from './checks/with-browser.ts';
import { IMAGES, onDisk } from './prepare/picture-files.ts';
import { prepareEdition, skippedFiles, type Prepared } from './prepare/prepare.ts';
import { reportOf, type LetterReport } from './prepare/prepared-letter.ts';
import type { Workspace } from './workspace.ts';

/** Where the screenshots are in dist/<edition>/. */
const SCREENSHOTS = 'screenshots';

export interface BuildOptions {
  /** Takes screenshots in a real browser too: light, dark and without pictures. */
  readonly screenshots?: boolean | undefined;
}

export interface BuildResult {
  readonly prepared: Prepared;
  /** Files of content/ that look meant as editions, and are none. */
  readonly skipped: readonly Problem[];
  readonly report: LetterReport;
  /** As messages show it. */
  readonly folder: string;
  /** Files and folders of the letter, in the folder; screenshots, in the folder. */
  readonly files: readonly string[];
  readonly screenshots: readonly string[];
}

/**
 * Writes the letter of an edition (otherwise of the newest) to dist/<edition>/. Throws like
 * prepareEdition, and UserError if screenshots are requested and there is no browser.
 */
export async function buildEdition(
  workspace: Workspace,
  named: string | undefined,
  { screenshots: wanted = false }: BuildOptions = {},
): Promise<BuildResult> {
  const prepared = await prepareEdition(workspace, named);
  const skipped = skippedFiles(workspace, prepared);
  const report = reportOf(prepared);
  const folder = join(workspace.dist, prepared.edition.id);
  const files: Readonly<Record<string, string | Buffer>> = {
    'letter.html': onDisk(prepared).html,
    'letter.txt': prepared.parts.text,
    'letter.mjml': prepared.parts.mjml,
    'letter.eml': Buffer.concat(prepared.letter.chunks),
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
  };
  const screenshots = wanted ? await screenshotsOf(prepared, workspace) : new Map<string, Buffer>();
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const pictures = Array.from(prepared.pictures.values());
  writeFolder(join(folder, IMAGES), new Map(pictures.map(({ name, bytes }) => [name, bytes])));
  writeFolder(join(folder, SCREENSHOTS), screenshots);
  return {
    prepared,
    skipped,
    report,
    folder: workspace.show(folder),
    files: [...Object.keys(files), ...(pictures.length > 0 ? [`${IMAGES}/`] : [])],
    screenshots: Array.from(screenshots.keys(), (name) => `${SCREENSHOTS}/${name}`),
  };
}

/** The letter as programs show it, by file name. */
async function screenshotsOf(
  prepared: Prepared,
  { env }: Workspace,
): Promise<ReadonlyMap<string, Buffer>> {
  const { takeScreenshots } = await import('../browser/screenshots.ts');
  const { html, pictures } = onDisk(prepared);
  return withBrowser(env, (browser) => takeScreenshots(browser, html, pictures));
}

/** Writes the files of a folder, in place of those of an earlier build. */
function writeFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): void {
  rmSync(folder, { recursive: true, force: true });
  if (files.size > 0) mkdirSync(folder);
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
}
