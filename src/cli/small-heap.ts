import { setFlagsFromString } from 'node:v8';

/** From so many letters on, memory matters. */
const MANY = 2000;
/** In percent of what is in use after a collection; V8 doubles or more where there is much memory. */
const GROWTH = 30;

/**
 * Makes V8 collect what a long run leaves behind before there is much of it. A run holds little and
 * throws away a lot: left alone, the heap of a machine with much memory grows to several times its
 * use.
 */
export function keepHeapSmall(letters: number): void {
  if (letters >= MANY) setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
