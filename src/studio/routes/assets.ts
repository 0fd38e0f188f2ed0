import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { programFile } from '../../base/program.ts';

const ASSETS = {
  'studio.css': 'text/css; charset=utf-8',
  'studio.js': 'text/javascript; charset=utf-8',
} as const;

/** /assets/: the studio's stylesheet and script. */
export function assetRoutes(): Hono {
  const app = new Hono();
  for (const [name, type] of Object.entries(ASSETS)) {
    app.get(`/assets/${name}`, (context) =>
      context.body(readFileSync(programFile(`studio/assets/${name}`), 'utf8'), 200, {
        'Content-Type': type,
      }),
    );
  }
  return app;
}
