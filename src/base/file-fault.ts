/** What is wrong with a disk or a file, and what to do about it. */
export interface FileFault {
  readonly message: string;
  readonly remedy: string;
  /** Whether the same command may work later. */
  readonly passes: boolean;
}

type Cause = Pick<FileFault, 'remedy' | 'passes'> & { readonly is: string };

const PERMISSION: Cause = {
  is: 'you have no permission',
  remedy: 'Change the permissions of the file and its folder, or use an account that has them.',
  passes: false,
};
const TOO_MANY_OPEN: Cause = {
  is: 'too many files are open',
  remedy: 'Close other programs or raise the limit (`ulimit -n`), then try again.',
  passes: true,
};
const IN_PLACE_OF_FOLDER: Cause = {
  is: 'a file is in the place of a folder',
  remedy: 'Move or rename that file, then try again.',
  passes: false,
};

/** By the code of a failed call of the file system: what the machine causes, not this program. */
const CAUSES: Readonly<Record<string, Cause>> = {
  ENOSPC: { is: 'the disk is full', remedy: 'Free some space, then try again.', passes: true },
  EDQUOT: {
    is: 'your quota on the disk is used up',
    remedy: 'Free some space, then try again.',
    passes: true,
  },
  EIO: { is: 'the disk reports an error', remedy: 'Check the disk, then try again.', passes: true },
  EMFILE: TOO_MANY_OPEN,
  ENFILE: TOO_MANY_OPEN,
  EBUSY: {
    is: 'another program uses it',
    remedy: 'Close that program, then try again.',
    passes: true,
  },
  EACCES: PERMISSION,
  EPERM: PERMISSION,
  EROFS: {
    is: 'the disk is read-only',
    remedy: 'Run the command where the folder can be written.',
    passes: false,
  },
  ENOTDIR: IN_PLACE_OF_FOLDER,
  EEXIST: IN_PLACE_OF_FOLDER,
  EISDIR: {
    is: 'a folder is in the place of the file',
    remedy: 'Move or rename that folder, then try again.',
    passes: false,
  },
  ENAMETOOLONG: { is: 'its name is too long', remedy: 'Use a shorter name.', passes: false },
  ELOOP: { is: 'its links lead in a circle', remedy: 'Remove the links.', passes: false },
  EFBIG: {
    is: 'it would be larger than the limit',
    remedy: 'Raise the limit (`ulimit -f`), then try again.',
    passes: false,
  },
};

/** Calls without a path that write or read a file that is open. */
const ON_OPEN_FILES = new Set(['write', 'read', 'fsync', 'close', 'ftruncate']);

/** Returns what is wrong if an error is a fault of a disk or a file; undefined for any other error. */
export function fileFault(error: unknown): FileFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const {
    code = '',
    path,
    dest,
    syscall = '',
  } = error as NodeJS.ErrnoException & { dest?: string };
  const cause = CAUSES[code];
  const place = dest ?? path;
  if (!cause || (place === undefined && !ON_OPEN_FILES.has(syscall))) return undefined;
  const { is, remedy, passes } = cause;
  const what =
    place === undefined
      ? `${is.charAt(0).toUpperCase()}${is.slice(1)}`
      : `Can't use ${place}: ${is}`;
  return { message: `${what} (${code}).`, remedy, passes };
}
