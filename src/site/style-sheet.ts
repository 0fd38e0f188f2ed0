/** The one style sheet of the site: the look of the theme "morning", in the newsletter's colours. */
import { hash } from 'node:crypto';
import type { Newsletter, SitePalette } from './options.ts';
import { RULES } from './style-rules.ts';

/** Returns the style sheet, and its path with a hash of it. */
export function styleSheetOf({ light, dark }: Newsletter['colors']): {
  readonly path: string;
  readonly css: string;
} {
  const css = `:root { color-scheme: light dark; ${colors(light)} }
@media (prefers-color-scheme: dark) { :root { ${colors(dark)} } }
${RULES}`;
  return { path: `/style-${hash('sha256', css, 'hex').slice(0, 12)}.css`, css };
}

function colors(palette: SitePalette): string {
  return Object.entries(palette)
    .map(([name, color]) => `--${name}: ${color};`)
    .join(' ');
}
