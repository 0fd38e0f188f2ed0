import { setFlagsFromString } from 'node:v8';

/** From so many letters on, memory matters. */
const MANY = 2000;
/** The growth of the heap after a collection, in percent; V8 allows 100 or more on large machines. */
const GROWTH = 30;

/**
 * Makes V8 collect what a long run leaves behind before there is much of it. A run holds little and
 * throws away a lot: left alone, the heap of a machine with much memory grows to several times its
 * use.
 */
export function keepHeapSmall(letters: number): void {
  if (letters >= MANY) setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
