/** What trials and dry runs have left of an address on this machine: letters in files. */
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openMaildir } from '../../mailbox/maildir.ts';
import { addressKey } from '../../subscribers/subscriber.ts';
import { mailboxFolder, type Workspace } from '../workspace.ts';

/**
 * Removes the letters that have an address in them from the built-in mailbox and from dry runs.
 * Returns how many there were.
 */
export async function eraseLetters(workspace: Workspace, email: string): Promise<number> {
  const mentions = finderOf(email);
  return (await eraseCaught(workspace, mentions)) + (await eraseDryRuns(workspace, mentions));
}

type Finder = (letter: Buffer) => boolean;

/** Makes a function that tells whether a letter has an address in it, in any of its spellings. */
function finderOf(email: string): Finder {
  const spellings = new Set([email.toLowerCase(), addressKey(email)]);
  const patterns = Array.from(spellings, (each) => {
    const address = RegExp.escape(each).replace('@', '(?:@|%40)');
    // Not part of a longer address.
    return String.raw`(?<![^\s<>"'(),:;=&?/])${address}(?!\.?[\p{L}\p{N}-])`;
  });
  const pattern = new RegExp(patterns.join('|'), 'u');
  return (letter) => {
    // Quoted-printable breaks long lines, and writes = as =3D.
    const text = letter
      .toString('utf8')
      .replace(/=\r?\n/g, '')
      .replaceAll('=3D', '=');
    return pattern.test(text.toLowerCase());
  };
}

async function eraseCaught(workspace: Workspace, mentions: Finder): Promise<number> {
  const folder = mailboxFolder(workspace);
  if (!existsSync(folder)) return 0;
  const maildir = await openMaildir(folder);
  let count = 0;
  for (const name of await maildir.list()) {
    const letter = await maildir.read(name);
    if (!letter || !mentions(letter)) continue;
    await maildir.remove(name);
    count++;
  }
  return count;
}

async function eraseDryRuns({ dist }: Workspace, mentions: Finder): Promise<number> {
  let count = 0;
  for (const edition of await namesIn(dist)) {
    const folder = join(dist, edition, 'dry-run');
    for (const name of await namesIn(folder)) {
      if (!name.endsWith('.eml') || !mentions(await readFile(join(folder, name)))) continue;
      await rm(join(folder, name));
      count++;
    }
  }
  return count;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return existsSync(folder) ? (await readdir(folder)).sort() : [];
}
