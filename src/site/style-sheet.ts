/** The one style sheet of the site: the look of the theme "morning", in the newsletter's colours. */
import { hash } from 'node:crypto';
import type { Newsletter, SitePalette } from './options.ts';

/** Returns the style sheet, and its path with a hash of it. */
export function styleSheetOf({ light, dark }: Newsletter['colors']): {
  readonly path: string;
  readonly css: string;
} {
  const css = `${colorsIn(light, dark)}${RULES}`;
  return { path: `/style-${hash('sha256', css, 'hex').slice(0, 12)}.css`, css };
}

function colorsIn(light: SitePalette, dark: SitePalette): string {
  const names = Object.keys(light) as (keyof SitePalette)[];
  const pairs = names.map((name) => `--${name}: light-dark(${light[name]}, ${dark[name]});`);
  return `:root { color-scheme: light dark; ${pairs.join(' ')} }\n`;
}

const RULES = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 17px/1.55 -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; }
`;
