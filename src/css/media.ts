import { splitOutside } from './css.ts';

/** Where a letter is read. */
export interface Viewport {
  /** In px. */
  readonly width: number;
  readonly dark: boolean;
}

/** Whether a media query holds; one with a feature that is not known here does not. */
export function mediaMatches(query: string, viewport: Viewport): boolean {
  const alternatives = splitOutside(query.toLowerCase(), ',');
  return alternatives.length === 0 || alternatives.some((each) => holds(each, viewport));
}

function holds(query: string, viewport: Viewport): boolean {
  return query
    .replace(/^only\s+/, '')
    .split(/\s+and\s+/)
    .every((part) => part === 'screen' || part === 'all' || featureHolds(part, viewport));
}

function featureHolds(part: string, { width, dark }: Viewport): boolean {
  const [, feature, value = ''] = /^\(\s*([\w-]+)\s*:\s*([\w.-]+)\s*\)$/.exec(part) ?? [];
  switch (feature) {
    case 'min-width':
      return width >= parseFloat(value);
    case 'max-width':
      return width <= parseFloat(value);
    case 'prefers-color-scheme':
      return value === (dark ? 'dark' : 'light');
    default:
      return false;
  }
}
