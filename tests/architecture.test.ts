/** Rules of the source tree that the linter cannot see. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { ROOT } from './support/sample.ts';

/** The files that each file imports. */
type ImportGraph = ReadonlyMap<string, readonly string[]>;

const SRC = join(ROOT, 'src');

/** Reads the imports and re-exports of src/, those of types included, import() left out. */
function readImports(): ImportGraph {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts'));
  return new Map(
    sources.map((file) => {
      const path = join(SRC, file);
      return [nameOf(path), importsOf(path, readFileSync(path, 'utf8'))] as const;
    }),
  );
}

function importsOf(path: string, text: string): readonly string[] {
  return ts
    .createSourceFile(path, text, ts.ScriptTarget.Latest)
    .statements.filter((each) => ts.isImportDeclaration(each) || ts.isExportDeclaration(each))
    .flatMap(({ moduleSpecifier }) =>
      moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : [],
    )
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => nameOf(resolve(path, '..', specifier)));
}

function nameOf(path: string): string {
  return relative(SRC, path).replaceAll(sep, '/');
}

/** Returns the files of the first circle that there is, the first of them again at its end. */
function findCircle(graph: ImportGraph): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    const at = path.indexOf(file);
    if (at !== -1) return [...path.slice(at), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return undefined;
}

describe('finding import circles', () => {
  test('follows imports and re-exports, of types too, but not import()', () => {
    const text = `import { a } from './a.ts';
      import type { B } from '../b/b.ts';
      import './c.ts';
      export { d } from './d.ts';
      export type * from './e.ts';
      import { join } from 'node:path';
      export const later = () => import('./later.ts');`;
    expect(importsOf(join(SRC, 'x', 'x.ts'), text)).toEqual([
      'x/a.ts',
      'b/b.ts',
      'x/c.ts',
      'x/d.ts',
      'x/e.ts',
    ]);
  });

  test('returns the path of a circle, without the files that lead to it', () => {
    const graph = new Map([
      ['start.ts', ['leaf.ts', 'a.ts']],
      ['leaf.ts', []],
      ['a.ts', ['leaf.ts', 'b.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts']],
    ]);
    expect(findCircle(graph)).toEqual(['a.ts', 'b.ts', 'c.ts', 'a.ts']);
  });

  test('finds none where two files import the same one', () => {
    const graph = new Map([
      ['a.ts', ['b.ts', 'c.ts']],
      ['b.ts', ['d.ts']],
      ['c.ts', ['d.ts']],
      ['d.ts', []],
    ]);
    expect(findCircle(graph)).toBeUndefined();
  });
});

test('no files of src/ import each other in a circle', () => {
  const graph = readImports();
  expect(graph.size).toBeGreaterThan(100);
  expect(findCircle(graph)?.join(' → ')).toBeUndefined();
});

/** The packages and files that a file loads, at once or by import(); types are left out. */
function loadsOf(path: string): readonly string[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isStatic = ts.isImportDeclaration(node) || ts.isExportDeclaration(node);
    if (isStatic && !isTypeOnly(node) && node.moduleSpecifier) add(node.moduleSpecifier);
    const isCall =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    if (isCall && node.arguments[0]) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  const add = (node: ts.Node) => {
    found.push(ts.isStringLiteral(node) ? node.text : node.getText(source));
  };
  visit(source);
  return found;
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** All packages that a file of src/ can load, with the way to each. */
function packagesReachedFrom(entry: string): ReadonlyMap<string, readonly string[]> {
  const packages = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const visit = (path: string, way: readonly string[]) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const loaded of loadsOf(path)) {
      if (loaded.startsWith('.')) visit(resolve(path, '..', loaded), [...way, nameOf(path)]);
      else packages.set(loaded, [...way, nameOf(path)]);
    }
  };
  visit(join(SRC, entry), []);
  return packages;
}

describe('the site as a function', () => {
  const reached = packagesReachedFrom('site.ts');

  test('reaches hono, pg and zod', () => {
    expect([...reached.keys()]).toEqual(expect.arrayContaining(['hono', 'pg', 'zod', 'kysely']));
  });

  test.each([
    'mjml',
    'sharp',
    'juice',
    'handlebars',
    'playwright-core',
    'node:sqlite',
    'nodemailer',
  ])('reaches no %s, at once or later', (name) => {
    const ways = [...reached].filter(([each]) => each === name || each.startsWith(`${name}/`));
    expect(ways.map(([each, way]) => `${each}: ${way.join(' → ')}`)).toEqual([]);
  });
});
