/** What makes the bundle start quickly. The program does the same without it. */
import { createRequire } from 'node:module';
import type { Plugin } from 'rolldown';
import { UNUSED } from '../src/render/load.ts';

/** Modules that libraries load and that this program never reaches, by library. */
const UNREACHED: Readonly<Record<string, readonly string[]>> = {
  'mjml-core': UNUSED,
  juice: UNUSED,
  // Reads pages from the network, and bytes in old encodings.
  cheerio: ['undici', 'encoding-sniffer', 'parse5-parser-stream', 'whatwg-mimetype'],
  // Maps of compiled templates.
  handlebars: ['source-map'],
  // Subcommands that are programs of their own.
  commander: ['node:child_process'],
};

/** Leaves out what libraries load and this program never reaches. */
export function leaveOutUnreached(): Plugin {
  const PREFIX = '\0unreached:';
  return {
    name: 'leave-out-unreached',
    resolveId: (source, importer) =>
      UNREACHED[libraryOf(importer)]?.includes(source) === true ? `${PREFIX}${source}` : null,
    load: (id) => (id.startsWith(PREFIX) ? commonJs('module.exports = {};') : null),
  };
}

/** Gives MJML and juice, which parse as XML, one copy of cheerio: the one without an HTML5 parser. */
export function shareCheerio(): Plugin {
  return {
    name: 'share-cheerio',
    async resolveId(source, importer) {
      if (source !== 'cheerio' && source !== 'cheerio/slim') return null;
      return this.resolve('cheerio/slim', importer, { kind: 'require-call', skipSelf: true });
    },
  };
}

/** Bundles the data of caniemail, which reads it as a file beside its code. */
export function bundleCanIEmailData(): Plugin {
  const READ = "require('../data/caniemail.json')";
  return {
    name: 'bundle-caniemail-data',
    transform(code, id) {
      if (libraryOf(id) !== 'caniemail' || !code.includes('createRequire')) return null;
      if (!code.includes(READ)) this.error(`${id} reads its data otherwise.`);
      return `import data from '../data/caniemail.json';\n${code.replace(READ, 'data')}`;
    },
  };
}

/** What MJML uses of lodash/fp. */
const FP = ['filter', 'flow', 'identity', 'join', 'map'];

/** Loads of lodash/fp, which wraps each function of lodash when it starts, only what MJML uses. */
export function loadLittleOfLodash(): Plugin {
  const PREFIX = '\0lodash/fp:';
  return {
    name: 'load-little-of-lodash',
    resolveId: (source, importer) => (source === 'lodash/fp' ? `${PREFIX}${importer ?? ''}` : null),
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const { resolve } = createRequire(id.slice(PREFIX.length));
      const lines = FP.map((name) => {
        const file = JSON.stringify(resolve(`lodash/fp/${name}`));
        return `exports.${name} = require(${file});`;
      });
      return commonJs(lines.join('\n'));
    },
    transform(code, id) {
      if (!code.includes('require("lodash/fp")')) return;
      const missing = Array.from(code.matchAll(/\b_fp\.(\w+)/g), ([, name = '']) => name).find(
        (name) => !FP.includes(name),
      );
      if (missing !== undefined) this.error(`${id} uses ${missing} of lodash/fp: add it to FP.`);
    },
  };
}

/** How the names of the modules begin that `takeBuiltins` makes. */
export const BUILTIN = '\0builtin:';

/** Of these, what a library gets with `require`: the module itself, which can be a class. */
const REQUIRED = `${BUILTIN}require:`;

/** Modules that Node has loaded before this program starts. */
const LOADED = ['node:events', 'node:fs', 'node:module', 'node:path', 'node:url', 'node:util'];

/**
 * Takes modules that Node has loaded already without importing them: an import reads each export,
 * and some of those load streams, sockets and worker threads.
 */
export function takeBuiltins(): Plugin {
  return {
    name: 'take-builtins',
    resolveId(source, importer, { kind }) {
      // The bundler's own helpers are what these modules are made with.
      const taken = LOADED.includes(source) && importer !== '\0rolldown/runtime.js';
      const process = source === 'node:process' && libraryOf(importer) === 'commander';
      if (taken && kind === 'require-call') return `${REQUIRED}${source}`;
      return taken || process ? `${BUILTIN}${source}` : null;
    },
    load(id) {
      if (id.startsWith(REQUIRED))
        return `module.exports = process.getBuiltinModule('${id.slice(REQUIRED.length)}');`;
      if (!id.startsWith(BUILTIN)) return null;
      const name = id.slice(BUILTIN.length);
      if (name === 'node:process') return 'export default process;';
      const exported = Object.keys(process.getBuiltinModule(name) ?? {}).filter((key) =>
        /^[A-Za-z]\w*$/.test(key),
      );
      return [
        `const builtin = process.getBuiltinModule('${name}');`,
        'const take = (key) => builtin[key];',
        'export default builtin;',
        ...exported.map((key) => `export const ${key} = /* @__PURE__ */ take('${key}');`),
      ].join('\n');
    },
  };
}

/** The name of the library that a file belongs to; '' for a file of this program. */
function libraryOf(file = ''): string {
  const [, name = ''] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file) ?? [];
  return name.replace('\\', '/');
}

function commonJs(code: string): { readonly code: string; readonly moduleType: 'js' } {
  return { code, moduleType: 'js' };
}
