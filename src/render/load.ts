import { registerHooks } from 'node:module';
import type * as renderer from './render.ts';

/**
 * What MJML and juice load at every start and a letter never uses: an HTTP client, a beautifier,
 * minifiers, a fetcher of resources. Left out, a cold build takes a fifth less.
 */
const UNUSED = [
  'undici',
  'js-beautify',
  'htmlnano',
  'cssnano',
  'cssnano-preset-lite',
  'web-resource-inliner',
];

/** Loads the renderer: late, because MJML takes a good part of a second, and without ballast. */
export async function loadRenderer(): Promise<typeof renderer> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (UNUSED.includes(specifier)) return { url: 'node:util', shortCircuit: true };
      // juice would load cheerio a second time, as ECMAScript modules beside MJML's CommonJS.
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
