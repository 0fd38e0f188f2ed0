/**
 * The Chromium from the npm package @sparticuz/chromium, for tests and for machines without a
 * browser. It is an optional package, for Linux on x64 only.
 */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { findPackageJSON } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asError } from '../base/as-error.ts';

export interface RegistryBrowser {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export type Unpacked =
  | { readonly ok: true; readonly browser: RegistryBrowser }
  | { readonly ok: false; readonly reason: string };

const PACKAGE = '@sparticuz/chromium';

/**
 * --single-process crashes with a second page. Some weaken the isolation of pages. The rest emulate
 * a GPU for WebGL, which letters do not need: without it, drawing takes a quarter less time.
 */
const UNWANTED =
  /^--(single-process|disable-web-security|allow-running-insecure-content|(en|dis)able-features=.*|(ignore|in-process)-gpu.*|use-(gl|angle)=.*|enable-unsafe-swiftshader)$/;

/**
 * Unpacks the package's browser into the user's cache, once per version. Several processes can do so
 * at the same time: each unpacks into its own folder, and the first one to finish renames it.
 */
export async function registryBrowser(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Unpacked> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { ok: false, reason: `${PACKAGE} runs on Linux x64 only` };
  const version = installedVersion();
  if (version === undefined) return { ok: false, reason: `${PACKAGE} is not installed` };
  const cache = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'broadsheet');
  const folder = join(cache, `chromium-${version}`);
  try {
    if (!existsSync(folder)) await unpack(cache, folder);
    return { ok: true, browser: unpackedBrowser(folder) };
  } catch (error) {
    const [line = ''] = asError(error).message.split('\n');
    return { ok: false, reason: `can't unpack ${PACKAGE} into ${cache}: ${line}` };
  }
}

function installedVersion(): string | undefined {
  try {
    const file = findPackageJSON(PACKAGE, import.meta.url);
    return file && (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  } catch {
    return undefined;
  }
}

/**
 * Unpacks in a child process: the package unpacks into TMPDIR, and changes the library path of its
 * process, which our other child processes must not inherit.
 */
async function unpack(cache: string, folder: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(`${folder}-`);
  try {
    const script = `import chromium from '${PACKAGE}';
await chromium.executablePath();
process.stdout.write(JSON.stringify(chromium.args));`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', script],
      {
        cwd: import.meta.dirname,
        env: { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x', TMPDIR: staging, HOME: staging },
      },
    );
    writeFileSync(join(staging, 'args.json'), stdout);
    writeFileSync(join(staging, 'fonts', 'fonts.conf'), fontsConf(folder));
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Returns the fontconfig file; the package's own one names folders of another machine. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;
}

function unpackedBrowser(folder: string): RegistryBrowser {
  const args = JSON.parse(readFileSync(join(folder, 'args.json'), 'utf8')) as readonly string[];
  return {
    executablePath: join(folder, 'chromium'),
    args: [...args.filter((arg) => !UNWANTED.test(arg)), '--disable-gpu'],
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      // The system's fonts if it has any, otherwise the few in the package.
      FONTCONFIG_PATH: existsSync('/etc/fonts') ? '/etc/fonts' : join(folder, 'fonts'),
    },
  };
}
