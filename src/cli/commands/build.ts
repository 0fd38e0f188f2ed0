import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tellCi } from '../ci/output.ts';
import { editionOutputs, letterSummary } from '../ci/summary.ts';
import { hasErrors } from '../../app/gate.ts';
import { EXIT, formatProblems, plural, signed, type Io } from '../io.ts';
import { IMAGES, onDisk } from '../../app/picture-files.ts';
import { prepareEdition, type Prepared } from '../../app/prepare.ts';
import { withBrowser } from '../../app/with-browser.ts';
import { openWorkspace } from '../../app/workspace.ts';

/** Where the screenshots lie in dist/<edition>/. */
const SCREENSHOTS = 'screenshots';

export interface BuildOptions {
  readonly content?: string;
  readonly json?: boolean;
  readonly screenshots?: boolean;
}

/** Writes an edition's letter to dist/<edition>/, and says what it weighs and what was noticed. */
export async function build(
  edition: string | undefined,
  options: BuildOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  const prepared = await prepareEdition(workspace, edition, io);
  const report = reportOf(prepared);
  const folder = join(workspace.dist, prepared.edition.id);
  const files: Readonly<Record<string, string | Buffer>> = {
    'letter.html': onDisk(prepared).html,
    'letter.txt': prepared.parts.text,
    'letter.mjml': prepared.parts.mjml,
    'letter.eml': Buffer.concat(prepared.letter.chunks),
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
  };
  const screenshots =
    options.screenshots === true ? await screenshotsOf(prepared, io) : new Map<string, Buffer>();
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  writePictures(folder, prepared);
  writeScreenshots(folder, screenshots);

  tellCi(io, { outputs: editionOutputs(prepared), summary: letterSummary(prepared) });
  if (prepared.notes.length > 0) io.note(formatProblems(prepared.notes));
  if (options.json === true) io.out(JSON.stringify(report));
  else {
    io.out(signed('done', `Built ${prepared.edition.id}: ${summary(prepared)}`));
    const images = prepared.pictures.size > 0 ? [`${IMAGES}/`] : [];
    io.out(`  ${[...Object.keys(files), ...images].join('  ')}`);
    for (const name of screenshots.keys()) io.out(`  ${SCREENSHOTS}/${name}`);
    io.out(`  in ${workspace.show(folder)}/`);
  }
  return hasErrors(prepared.notes) ? EXIT.failed : EXIT.done;
}

/** The letter as programs show it, by file name. Throws UserError where there is no browser. */
async function screenshotsOf(prepared: Prepared, io: Io): Promise<ReadonlyMap<string, Buffer>> {
  const { takeScreenshots } = await import('../../browser/screenshots.ts');
  const { html, pictures } = onDisk(prepared);
  return withBrowser(io, (browser) => takeScreenshots(browser, html, pictures));
}

/** Writes screenshots, and takes those of an earlier build away: they may show another letter. */
function writeScreenshots(folder: string, screenshots: ReadonlyMap<string, Buffer>): void {
  const shots = join(folder, SCREENSHOTS);
  rmSync(shots, { recursive: true, force: true });
  if (screenshots.size > 0) mkdirSync(shots);
  for (const [name, bytes] of screenshots) writeFileSync(join(shots, name), bytes);
}

/** Writes the pictures that lay beside the articles, and takes those of an earlier build away. */
function writePictures(folder: string, { pictures }: Prepared): void {
  const images = join(folder, IMAGES);
  rmSync(images, { recursive: true, force: true });
  if (pictures.size > 0) mkdirSync(images);
  for (const { name, bytes } of pictures.values()) writeFileSync(join(images, name), bytes);
}

function summary({ edition, parts, letter }: Prepared): string {
  const minutes = plural(edition.readingMinutes, 'minute');
  const html = kilobytes(Buffer.byteLength(parts.html));
  return `${plural(edition.wordCount, 'word')}, ${minutes} to read; HTML ${html}, message ${kilobytes(letter.size)}`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}

/** What a program needs to know of a build; nothing in it depends on when or where it was made. */
function reportOf({ edition, composed, parts, letter, notes }: Prepared) {
  return {
    edition: edition.id,
    date: edition.date,
    subject: edition.subject,
    preheader: edition.preheader,
    words: edition.wordCount,
    readingMinutes: edition.readingMinutes,
    bytes: {
      html: Buffer.byteLength(parts.html),
      text: Buffer.byteLength(parts.text),
      message: letter.size,
    },
    contentHash: composed.contentHash,
    notes,
  };
}
