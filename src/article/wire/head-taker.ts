import type { Given, Parts } from './parts.ts';
import type { Unit } from './wrapping.ts';

/** Takes one part of the head at an index into `parts`; returns how many units it has, or 0. */
export type HeadTaker = (
  units: readonly Unit[],
  index: number,
  parts: Parts,
  given: Given,
) => number;
