import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeNewsletter, SAMPLE_ID, SAMPLE_LIST } from '../support/newsletter.ts';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { packedProgram, pathWithNode } from '../support/program.ts';
import { startRegistry, type Registry } from '../support/registry.ts';
import { ROOT } from '../support/sample.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { sink } from '../support/test-servers.ts';

const run = promisify(execFile);

let registry: Registry;
let packed: string;
/** A folder in which the packed file is installed, and what is installed of it. */
let site: string;
let installed: string;

beforeAll(async () => {
  registry = await startRegistry();
  packed = await packedProgram();
  site = temporaryFolder();
  await npm(site, 'install', packed);
  installed = join(site, 'node_modules', 'broadsheet');
}, 240_000);
afterAll(() => {
  registry.close();
});

function environment(): Record<string, string> {
  return { ...registry.env, PATH: pathWithNode(), HOME: temporaryFolder(), CI: 'true' };
}

async function npm(cwd: string, ...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run('npm', args, { cwd, env: environment() });
  return stdout + stderr;
}

/** Runs the installed command in a folder. */
function broadsheet(cwd: string, ...args: readonly string[]): Promise<string> {
  return broadsheetWith({}, cwd, ...args);
}

async function broadsheetWith(
  env: Readonly<Record<string, string>>,
  cwd: string,
  ...args: readonly string[]
): Promise<string> {
  const bin = join(site, 'node_modules', '.bin', 'broadsheet');
  return (await run(bin, args, { cwd, env: { ...environment(), ...env } })).stdout;
}

const modules = (): readonly string[] =>
  readdirSync(join(installed, 'dist', 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(installed, 'dist', 'lib', file), 'utf8'));

/** Checks the types of a folder's programs as a user of the package would. */
async function compile(folder: string): Promise<void> {
  const compilerOptions = { strict: true, noEmit: true, module: 'nodenext', target: 'es2024' };
  const types = { types: ['node'], typeRoots: [join(ROOT, 'node_modules', '@types')] };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...types }, include: ['*.ts'] }),
  );
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [tsc, '--project', folder]).catch((error: unknown) => {
    throw new Error((error as { stdout: string }).stdout);
  });
}

/** The programs of docs/api.md that import the package; snippets of types are left out. */
function programsOfTheDocs(): readonly string[] {
  const page = readFileSync(join(ROOT, 'docs', 'api.md'), 'utf8');
  const blocks = Array.from(page.matchAll(/^```ts\n([^]*?)^```$/gm), ([, code = '']) => code);
  return blocks.filter((code) => code.includes("from 'broadsheet'"));
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

describe('the package', () => {
  test('installs its dependencies, of which each is imported, and none of the bundled libraries', () => {
    const { dependencies, devDependencies } = JSON.parse(
      readFileSync(join(installed, 'package.json'), 'utf8'),
    ) as Manifest;
    const code = modules().join('\n');
    for (const name of Object.keys(dependencies)) {
      const imported = new RegExp(`(?:from|import\\(|resolve\\()["'\`]${name}["'\`/]`);
      expect(imported.test(code), `${name} is imported`).toBe(true);
    }
    const folders = readdirSync(join(site, 'node_modules'));
    expect(folders).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    for (const name of ['mjml', 'handlebars', 'zod']) {
      expect(devDependencies).toHaveProperty(name);
      expect(folders).not.toContain(name);
    }
  });

  test('names the licence of each library that it bundles', () => {
    const notices = readFileSync(join(installed, 'dist/lib/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['mjml-core', 'handlebars', 'juice', 'nodemailer', 'zod', 'idiomorph']) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
  });

  test('contains no source map and no path of the machine that built it', () => {
    for (const code of modules()) {
      expect(/^\/\/# sourceMappingURL=/m.test(code)).toBe(false);
      for (const path of [ROOT, `${homedir()}/`, `${tmpdir()}/`]) {
        expect(code.includes(path), `${path} is in a module`).toBe(false);
      }
    }
  });

  test('contains what its README and documentation link to', () => {
    const pages = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.md') && !file.includes('node_modules'),
    );
    for (const page of pages) {
      // Code shows what somebody else's files link to.
      const text = readFileSync(join(installed, page), 'utf8').replace(
        /```[^]*?```|`[^`\n]*`/g,
        '',
      );
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)) {
        expect(existsSync(join(installed, dirname(page), target)), `${page}: ${target}`).toBe(true);
      }
    }
  });

  test('passes a trial publication without a warning', async () => {
    const args = ['publish', '--dry-run', '--ignore-scripts', '--loglevel=warn'];
    const output = (await npm(ROOT, ...args)).replace(/^.* requires you to be logged in .*$/m, '');
    expect(output).not.toMatch(/warn|error/i);
  });

  test('loads few files to show its help, and no library but the command line parser', async () => {
    const loaded = await filesLoadedBy('--help');
    expect(loaded.length).toBeLessThan(10);
    const size = loaded.reduce((total, file) => total + readFileSync(file).length, 0);
    expect(size).toBeLessThan(200_000);
  });

  test('loads few files to build', async () => {
    const newsletter = makeNewsletter();
    expect((await filesLoadedBy('build', newsletter.folder)).length).toBeLessThan(60);
  });
});

/** The files of the package that a command loads. */
async function filesLoadedBy(command: string, cwd = site): Promise<readonly string[]> {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'log-loads.mjs'),
    `import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
registerHooks({
  load(url, context, next) {
    if (url.includes('/broadsheet/')) appendFileSync('${join(folder, 'log')}', fileURLToPath(url) + '\\n');
    return next(url, context);
  },
});`,
  );
  const bin = join(installed, 'bin', 'broadsheet.js');
  const args = ['--import', join(folder, 'log-loads.mjs'), bin, command];
  await run(process.execPath, args, { cwd, env: environment() });
  return readFileSync(join(folder, 'log'), 'utf8').trim().split('\n');
}

describe('the installed program', () => {
  const postgres = usePostgres();

  test('builds the same bytes as the sources', async () => {
    const newsletter = makeNewsletter();
    const built = () => {
      const folder = newsletter.path('dist', SAMPLE_ID);
      const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]);
      rmSync(folder, { recursive: true });
      return Object.fromEntries(files) as Record<string, Buffer>;
    };
    await newsletter.run(['build']);
    const fromSources = built();
    await broadsheet(newsletter.folder, 'build');
    const fromPackage = built();
    expect(Object.keys(fromPackage)).toContain('letter.eml');
    for (const [name, bytes] of Object.entries(fromSources)) {
      expect(fromPackage[name]?.equals(bytes), name).toBe(true);
    }
  });

  test('finds the same problems as the sources, and has their pages', async () => {
    const newsletter = makeNewsletter();
    newsletter.configure("theme: { colors: { light: { ink: '#fefefe' } } }");
    const fromSources = (await newsletter.run(['check', '--json'])).stdout;
    const problems = JSON.parse(fromSources) as { problems: { code: string }[] };
    expect(problems.problems.length).toBeGreaterThan(1);
    const failed = await broadsheet(newsletter.folder, 'check', '--json').catch(
      (error: unknown) => (error as { stdout: string }).stdout,
    );
    expect(failed).toBe(fromSources);
    expect(existsSync(join(installed, 'docs', 'problems', 'html-contrast.md'))).toBe(true);
  });

  test('resizes pictures, which a dependency does', async () => {
    const newsletter = makeNewsletter();
    cpSync(join(ROOT, 'docs', 'letter.png'), newsletter.path('content', 'harbour.png'));
    newsletter.write(
      'content/2023-06-15-harbour.txt',
      '---\nimage: harbour.png\nalt: The harbour\n---\nThe harbour opens\n\nIt opened on Tuesday.\n',
    );
    await broadsheet(newsletter.folder, 'build', '2023-06-15-harbour');
    const images = readdirSync(newsletter.path('dist', '2023-06-15-harbour', 'images'));
    expect(images).toEqual([expect.stringMatching(/\.jpg$/)]);
  });

  test('exports the studio, with its style sheet and script', async () => {
    const newsletter = makeNewsletter();
    await broadsheet(newsletter.folder, 'preview', '--export', 'pages');
    for (const asset of ['assets/studio.css', 'assets/studio.js']) {
      expect(newsletter.read(`pages/${asset}`).length).toBeGreaterThan(10_000);
    }
    // Pages that are exported have no editor; the studio itself has.
    const editor = join(installed, 'dist', 'lib', 'studio', 'script', 'editor', 'main.js');
    expect(readFileSync(editor, 'utf8').length).toBeGreaterThan(100_000);
  });

  test('sends to its mailbox once, by its worker threads', async () => {
    const newsletter = makeNewsletter();
    await broadsheet(newsletter.folder, 'subscribers', 'import', SAMPLE_LIST);
    const sent = await broadsheet(newsletter.folder, 'send', '--yes', '--json');
    expect(JSON.parse(sent)).toMatchObject({ states: { accepted: 25 } });
    expect(await broadsheet(newsletter.folder, 'send', '--yes')).toContain('Nothing to send');
  });

  test.skipIf(!HAS_POSTGRES)('sends to a server with its ledger in PostgreSQL', async () => {
    const { url, letters } = await sink();
    const newsletter = makeNewsletter();
    const env = { DATABASE_URL: await postgres.url(), SMTP_URL: url };
    await broadsheetWith(env, newsletter.folder, 'subscribers', 'import', SAMPLE_LIST);
    const sent = await broadsheetWith(env, newsletter.folder, 'send', '--yes', '--json');
    expect(JSON.parse(sent)).toMatchObject({ states: { accepted: 25 } });
    expect(letters).toHaveLength(25);
  });

  test.skipIf(process.platform !== 'linux' || process.arch !== 'x64')(
    'checks in the browser of a package that is installed beside it',
    async () => {
      const chromium = join(site, 'node_modules', '@sparticuz');
      symlinkSync(join(ROOT, 'node_modules', '@sparticuz'), chromium);
      const newsletter = makeNewsletter();
      const env = { HOME: homedir(), CHROME_PATH: '' };
      const checked = await broadsheetWith(env, newsletter.folder, 'check', '--browser', '--json');
      rmSync(chromium);
      expect(JSON.parse(checked)).toMatchObject({ errors: 0 });
    },
  );

  test('runs the programs of docs/api.md, which compile with its types', async () => {
    const folder = temporaryFolder();
    await broadsheet(folder, 'init', '--yes');
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(installed, join(folder, 'node_modules', 'broadsheet'));
    const [short = '', sending = '', listing = ''] = programsOfTheDocs();
    writeFileSync(join(folder, 'short.ts'), short);
    writeFileSync(join(folder, 'send.ts'), sending);
    writeFileSync(join(folder, 'problems.ts'), listing);
    await compile(folder);

    const program = async (file: string): Promise<string> => {
      const options = { cwd: folder, env: environment() };
      return (await run(process.execPath, [file], options)).stdout;
    };
    const first = await program('send.ts');
    expect(first).toMatch(/^5 of 5: \S+@example\.com accepted\nfinished\n/m);
    expect(first).toMatch(/accepted\W+5\b/);
    expect(await program('send.ts')).toMatch(/^nothing\n/m);

    writeFileSync(
      join(folder, 'content', '2023-06-14-talks.txt'),
      '---\nimage: no.jpg\nalt: Two flags\n---\nTalks\n\nThey met.\n',
    );
    const listed = await program('problems.ts');
    expect(listed).toMatch(/edition.*severity.*where.*finding/);
    expect(listed).toContain('content/2023-06-14-talks.txt:');
  }, 240_000);

  test('gives TypeScript the types of what it exports, with no library installed', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(installed, join(folder, 'node_modules', 'broadsheet'));
    writeFileSync(
      join(folder, 'broadsheet.config.ts'),
      `import { defineConfig, openNewsletter, type ConfigInput } from 'broadsheet';
export const editions = () => openNewsletter({ folder: '.' }).editions();
// @ts-expect-error a folder is a text
export const wrong = () => openNewsletter({ folder: 1 });
const schedule: ConfigInput['schedule'] = { at: '06:00', days: ['mon'] };
export default defineConfig({ name: 'A', from: 'a@example.com', postalAddress: 'B', schedule });
// @ts-expect-error a name is a text
defineConfig({ name: 1, from: 'a@example.com', postalAddress: 'B' });
// @ts-expect-error there is no such setting
defineConfig({ name: 'A', from: 'a@example.com', postalAddress: 'B', colour: 'red' });
`,
    );
    await compile(folder);
  }, 240_000);
});

/** The modules of the package that one of them loads, at once or by import(). */
function modulesReachedFrom(entry: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string) => {
    if (found.has(path)) return;
    const code = readFileSync(path, 'utf8');
    found.set(path, code);
    for (const [, name = ''] of code.matchAll(
      /(?:from|import)\s*\(?\s*["'`](\.\/[^"'`]+\.js)["'`]/g,
    )) {
      visit(join(dirname(path), name));
    }
  };
  visit(entry);
  return found;
}

describe('the site as a function', () => {
  const postgres = usePostgres();
  const SITE = `import { createSite, defineConfig, UserError, type SiteEvent } from 'broadsheet/site';
const config = defineConfig({
  name: 'The Briefing',
  from: 'news@example.com',
  postalAddress: 'B',
  site: { url: 'https://letters.example.com' },
});
const events: SiteEvent[] = [];
try {
  createSite({ config, env: {} });
} catch (error) {
  console.log(error instanceof UserError);
}
const site = createSite({ config, onEvent: (event) => events.push(event) });
for (const [method, path] of [['GET', '/readyz'], ['GET', '/subscribe'], ['POST', '/u/nothing']]) {
  const response = await site.fetch(new Request('https://x.example.net' + path, { method }));
  console.log(method, path, response.status);
}
console.log(events.length);
await site.close();
`;

  test('loads neither the renderer, pictures, a browser nor SQLite', () => {
    const reached = modulesReachedFrom(join(installed, 'dist', 'lib', 'site.js'));
    expect(reached.size).toBeLessThan(10);
    for (const [file, code] of reached) {
      expect(/["'`](?:node:sqlite|sharp|playwright-core)["'`]/.test(code), file).toBe(false);
      expect(/mj-column|juice|createDecipheriv\(.*smtp/.test(code), file).toBe(false);
    }
  });

  test.skipIf(!HAS_POSTGRES)(
    'answers requests from PostgreSQL, and has types',
    async () => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, 'node_modules'));
      symlinkSync(installed, join(folder, 'node_modules', 'broadsheet'));
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      writeFileSync(join(folder, 'site.ts'), SITE);
      await compile(folder);
      const env = { DATABASE_URL: await postgres.url(), BROADSHEET_SECRET: 'x'.repeat(32) };
      const options = { cwd: folder, env: { ...environment(), ...env } };
      const { stdout } = await run(process.execPath, ['site.ts'], options);
      expect(stdout.trim().split('\n')).toEqual([
        'true',
        'GET /readyz 200',
        'GET /subscribe 200',
        'POST /u/nothing 404',
        '3',
      ]);
    },
    120_000,
  );
});

describe('a newsletter that the installed program creates', () => {
  test('contains the program, and is built, checked and sent after npm install and npm ci', async () => {
    const folder = join(temporaryFolder(), 'letter');
    const created = await broadsheet(site, 'init', folder, '--yes');
    expect(created).toMatch(/vendor\/broadsheet-\d+\.\d+\.\d+\.tgz/);
    const output = (await npm(folder, 'install')) + (await npm(folder, 'ci'));
    expect(output).not.toMatch(/warn|error/i);
    const own = async (...args: readonly string[]) => {
      const bin = join(folder, 'node_modules', '.bin', 'broadsheet');
      return (await run(bin, args, { cwd: folder, env: environment() })).stdout;
    };
    expect(JSON.parse(await own('build', '--json'))).toMatchObject({ notes: [] });
    expect(JSON.parse(await own('check', '--json'))).toMatchObject({ errors: 0 });
    expect(JSON.parse(await own('send', '--json'))).toMatchObject({ states: { accepted: 5 } });
    expect(await own('send')).toContain('Nothing to send');
    expect(registry.asked).not.toContain('broadsheet');
  }, 120_000);

  test('depends on the version of a program that came from a registry', async () => {
    const lock = join(site, 'node_modules', '.package-lock.json');
    const before = readFileSync(lock, 'utf8');
    const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
      version: string;
    };
    const resolved = `https://registry.example.com/broadsheet/-/broadsheet-${version}.tgz`;
    writeFileSync(lock, before.replace(/"resolved": "file:[^"]*"/, `"resolved": "${resolved}"`));
    const folder = join(temporaryFolder(), 'letter');
    await broadsheet(site, 'init', folder, '--yes');
    writeFileSync(lock, before);
    expect(existsSync(join(folder, 'vendor'))).toBe(false);
    expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({
      dependencies: { broadsheet: `^${version}` },
    });
  });
});
