/** The bytes of a letter on their way to a server. */

/** The most bytes that the kernel is trusted to take at once. */
const IN_ONE_GO = 65_536;
const DOT = Buffer.from('.\r\n');
const CRLF_DOT = Buffer.from('\r\n.\r\n');

/** Returns what ends a letter: the final dot, on a line of its own. */
export function endOf(chunks: readonly Buffer[]): Buffer {
  let tail = '';
  for (let index = chunks.length - 1; index >= 0 && tail.length < 2; index--) {
    tail = (chunks[index]?.subarray(-2).toString('latin1') ?? '') + tail;
  }
  return tail === '' || tail.endsWith('\r\n') ? DOT : CRLF_DOT;
}

/**
 * Makes a function that joins pieces to one that the kernel takes at once; undefined if they are too
 * long. Its memory is used again for the next letter, which comes after the kernel has this one.
 */
export function createJoiner(): (pieces: readonly Buffer[]) => Buffer | undefined {
  let memory: Buffer | undefined;
  return (pieces) => {
    const total = pieces.reduce((sum, { length }) => sum + length, 0);
    if (total > IN_ONE_GO) return undefined;
    memory ??= Buffer.allocUnsafeSlow(IN_ONE_GO);
    let length = 0;
    for (const piece of pieces) length += piece.copy(memory, length);
    return memory.subarray(0, length);
  };
}
