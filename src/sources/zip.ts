/** Reads ZIP archives within limits: a small one can hold gigabytes (APPNOTE.TXT 4.3). */
import { inflateRawSync } from 'node:zlib';

export type Archive =
  | { readonly kind: 'files'; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'too-large'; readonly detail: string };

const MAX_FILES = 2000;
/** Of all files together, unpacked. */
const MAX_UNPACKED = 100_000_000;
/** Text packs to a twentieth at best; a bomb to a thousandth. Small files don't count. */
const MAX_RATIO = 200;
const SMALL = 1_000_000;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
}

/** Unpacks an archive. What the archive says of its sizes is not believed. */
export function unzip(bytes: Uint8Array): Archive {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const files = new Map<string, Uint8Array>();
  let left = MAX_UNPACKED;
  try {
    const entries = entriesOf(archive);
    if (entries.length > MAX_FILES)
      return { kind: 'too-large', detail: `more than ${MAX_FILES} files` };
    for (const entry of entries) {
      const content = unpack(archive, entry, left);
      if (content.length > SMALL && content.length > entry.packed * MAX_RATIO)
        return {
          kind: 'too-large',
          detail: `${entry.name} unpacks to ${MAX_RATIO} times its size`,
        };
      left -= content.length;
      files.set(entry.name, content);
    }
    return { kind: 'files', files };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? { kind: 'too-large', detail: `it unpacks to more than ${MAX_UNPACKED / 1e6} MB` }
      : { kind: 'damaged', detail: message };
  }
}

function entriesOf(archive: Buffer): readonly Entry[] {
  // The end record is followed by a comment of at most 65,535 bytes.
  const from = Math.max(0, archive.length - 65_557);
  const tail = archive.subarray(from);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at === -1 || tail.readUInt32LE(at) !== END)
    throw new Error('the end of the archive is missing');
  const count = tail.readUInt16LE(at + 10);
  const entries: Entry[] = [];
  let position = tail.readUInt32LE(at + 16);
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(position) !== ENTRY) throw new Error('its list of files is damaged');
    const nameLength = archive.readUInt16LE(position + 28);
    const moreLength = archive.readUInt16LE(position + 30) + archive.readUInt16LE(position + 32);
    entries.push({
      name: archive.toString('utf8', position + 46, position + 46 + nameLength),
      method: archive.readUInt16LE(position + 10),
      packed: archive.readUInt32LE(position + 20),
      offset: archive.readUInt32LE(position + 42),
    });
    position += 46 + nameLength + moreLength;
  }
  return entries;
}

function unpack(
  archive: Buffer,
  { name, method, packed, offset }: Entry,
  left: number,
): Uint8Array {
  const start = offset + 30 + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  const content = archive.subarray(start, start + packed);
  if (content.length < packed) throw new Error(`${name} is cut off`);
  if (method === STORED) return content;
  if (method !== DEFLATED) throw new Error(`${name} is packed in a way that is not supported`);
  return packed === 0 ? content : inflateRawSync(content, { maxOutputLength: Math.max(1, left) });
}
