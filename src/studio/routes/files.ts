/** Pages and files that are the same for every newsletter. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { PROBLEM_CODES } from '../../base/problem.ts';
import { packageFolder, programFile, RUNS_FROM_SOURCE } from '../../base/program.ts';
import type * as Bundler from '../bundle-script.ts';
import type { Desk } from '../desk.ts';
import { mayWrite } from '../guard.ts';
import { problemPage } from '../pages/problem-page.ts';

const DOCS = join(packageFolder(), 'docs', 'problems');
const DOC_NAMES: readonly string[] = PROBLEM_CODES.map((code) => code.replace('/', '-'));

/** The parts of the style sheet; the first declares the layers. */
const STYLES = [
  'base',
  'parts',
  'tabs',
  'front',
  'find',
  'calendar',
  'new',
  'pictures',
  'report',
  'mailbox',
  'readers',
  'edition',
  'write',
  'editor',
  'send',
  'versions',
  'problems',
  'panels',
] as const;

/** The scripts, by their name below /assets/: the one of every page, and that of the write page. */
const SCRIPTS = {
  'studio.js': programFile('studio/script/main.ts'),
  'editor.js': programFile('studio/script/editor/main.ts'),
} as const;

/** /assets/: the style sheet and the scripts. */
export function assetRoutes(): Hono {
  const app = new Hono();
  app.get('/assets/studio.css', (context) =>
    context.body(readStyles(), 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  );
  for (const [name, main] of Object.entries(SCRIPTS)) {
    let script: Promise<string> | undefined;
    app.get(`/assets/${name}`, async (context) =>
      context.body(await (script ??= readScript(main)), 200, {
        'Content-Type': 'text/javascript; charset=utf-8',
      }),
    );
  }
  return app;
}

/** Read at each request: a change shows at the next one. */
function readStyles(): string {
  return STYLES.map((name) => readFileSync(programFile(`studio/assets/${name}.css`), 'utf8')).join(
    '',
  );
}

/** The published package has bundled scripts; a checkout bundles one when it is first needed. */
async function readScript(main: URL): Promise<string> {
  if (!RUNS_FROM_SOURCE) return readFileSync(main, 'utf8');
  // By URL: a bundler would follow a path, and take itself into the package.
  const bundler = programFile('studio/bundle-script.ts').href;
  const { bundleScript } = (await import(bundler)) as typeof Bundler;
  return (await bundleScript(fileURLToPath(main))).code;
}

/** /problems/<code>/: the documentation of a problem. */
export function problemRoutes(desk: Pick<Desk, 'name'>): Hono {
  const app = new Hono();
  app.get('/problems/:code/', async (context) => {
    const code = DOC_NAMES.find((name) => name === context.req.param('code'));
    if (code === undefined) return context.notFound();
    const text = readFileSync(join(DOCS, `${code}.md`), 'utf8');
    return context.html(problemPage(await desk.name(), mayWrite(context), text));
  });
  return app;
}
