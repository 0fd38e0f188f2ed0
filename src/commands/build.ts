import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, formatProblems, plural, signed, type Io } from './io.ts';
import { prepareEdition, type Prepared } from './prepare.ts';
import { openWorkspace } from './workspace.ts';

export interface BuildOptions {
  readonly content?: string;
  readonly json?: boolean;
}

/** Writes an edition's letter to dist/<edition>/ and says what it weighs. */
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
    'letter.html': prepared.parts.html,
    'letter.txt': prepared.parts.text,
    'letter.mjml': prepared.parts.mjml,
    'letter.eml': Buffer.concat(prepared.letter.chunks),
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);

  if (prepared.notes.length > 0) io.note(formatProblems(prepared.notes));
  if (options.json === true) io.out(JSON.stringify(report));
  else {
    io.out(signed('done', `Built ${prepared.edition.id}: ${summary(prepared)}`));
    io.out(`  ${Object.keys(files).join('  ')}`);
    io.out(`  in ${workspace.show(folder)}/`);
  }
  return EXIT.done;
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
