import { registerHooks } from 'node:module';
import { RUNS_FROM_SOURCE } from '../base/program.ts';
import type * as renderer from './render.ts';

/**
 * Packages that MJML and juice always load and a letter never uses: an HTTP client, a beautifier,
 * minifiers, a resource inliner. Without them, a cold build takes a fifth less time. The published
 * package is built without them.
 */
export const UNUSED = [
  'undici',
  'js-beautify',
  'htmlnano',
  'cssnano',
  'cssnano-preset-lite',
  'web-resource-inliner',
];

/** Loads the renderer without unused packages. Call it late: MJML alone takes most of a second. */
export async function loadRenderer(): Promise<typeof renderer> {
  if (!RUNS_FROM_SOURCE) return import('./render.ts');
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (UNUSED.includes(specifier)) return { url: 'node:util', shortCircuit: true };
      // Otherwise juice loads cheerio a second time: as ES modules, next to MJML's CommonJS.
      const shared = specifier === 'cheerio/slim';
      return next(specifier, shared ? { ...context, conditions: ['node', 'require'] } : context);
    },
  });
  try {
    return await import('./render.ts');
  } finally {
    hooks.deregister();
  }
}
