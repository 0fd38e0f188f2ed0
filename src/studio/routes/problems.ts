import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';
import { PROBLEM_CODES } from '../../base/problem.ts';
import { packageFolder } from '../../base/program.ts';
import type { Desk } from '../desk.ts';
import { problemPage } from '../pages/problem-page.ts';

const DOCS = join(packageFolder(), 'docs', 'problems');
const NAMES: readonly string[] = PROBLEM_CODES.map((code) => code.replace('/', '-'));

/** /problems/<code>/: what the docs say of a code. */
export function problemRoutes(desk: Pick<Desk, 'name'>): Hono {
  const app = new Hono();
  app.get('/problems/:code/', async (context) => {
    const code = NAMES.find((name) => name === context.req.param('code'));
    if (code === undefined) return context.notFound();
    const text = readFileSync(join(DOCS, `${code}.md`), 'utf8');
    return context.html(problemPage(await desk.name(), text));
  });
  return app;
}
