/** Paths of the studio, relative to its root: the server and the script share this file. */
import type { Who } from './desk.ts';

/** Returns the path of an edition's pages. */
export function editionPath(id: string): string {
  return `editions/${encodeURIComponent(id)}/`;
}

/** Returns the path of what fills an edition's row of the front page. */
export function summaryPath(id: string): string {
  return `${editionPath(id)}summary.html`;
}

/** Reads whose letter a segment of a path names; undefined if it names nobody's. */
export function whoOf(segment: string): Who | undefined {
  if (segment === 'nobody' || segment === 'longest') return segment;
  return /^[1-9]\d{0,14}$/.test(segment) ? Number(segment) : undefined;
}

/** Returns the path of what fills an edition's item in the calendar. */
export function calendarPath(id: string): string {
  return `${editionPath(id)}calendar.html`;
}
