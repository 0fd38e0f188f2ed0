import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { asError } from '../base/as-error.ts';
import { installedBrowser } from './installed.ts';
import { registryBrowser } from './registry.ts';

export interface BrowserWish {
  /**
   * Which to try first; the other one is used where it is missing. A browser that CHROME_PATH names
   * is used or nothing is.
   */
  readonly prefer?: 'installed' | 'registry';
  /** What it may reach: nothing, or the servers of this machine's own address. */
  readonly reach?: 'nothing' | 'loopback';
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type Opened =
  | { readonly ok: true; readonly browser: Browser }
  | { readonly ok: false; readonly reason: string; readonly remedy: string };

/** The browser itself asks nobody for anything, whatever a page says; a proxy would for it. */
const OFFLINE = [
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-pings',
];

const REACH = {
  nothing: '--host-resolver-rules=MAP * ~NOTFOUND',
  loopback: '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
} as const;

/** The same glyphs on every machine that has the same fonts. */
const STEADY = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];

const REMEDY =
  process.platform === 'linux' && process.arch === 'x64'
    ? 'Install Chrome or Chromium, set CHROME_PATH to it, or run: npm install --save-dev @sparticuz/chromium'
    : 'Install Chrome, Chromium or Edge, or set CHROME_PATH to its program.';

/** Starts a headless Chromium; that there is none, or that none starts, is a value. */
export async function openBrowser({
  prefer = 'installed',
  reach = 'nothing',
  env,
}: BrowserWish): Promise<Opened> {
  const tries = prefer === 'installed' ? [tryInstalled, tryRegistry] : [tryRegistry, tryInstalled];
  if (prefer === 'installed' && (env['CHROME_PATH'] ?? '') !== '') tries.pop();
  const reasons: string[] = [];
  for (const attempt of tries) {
    const tried = await attempt(env, REACH[reach]);
    if (typeof tried !== 'string') return { ok: true, browser: tried };
    reasons.push(tried);
  }
  return { ok: false, reason: `No browser can be started: ${reasons.join('; ')}.`, remedy: REMEDY };
}

/** A browser, or why there is none. */
type Tried = Promise<Browser | string>;

async function tryInstalled(env: BrowserWish['env'], reach: string): Tried {
  const executablePath = installedBrowser(env);
  if (executablePath === undefined) return 'no Chrome or Chromium is installed';
  return launch({ executablePath, args: [reach] });
}

async function tryRegistry(env: BrowserWish['env'], reach: string): Tried {
  const unpacked = await registryBrowser(env);
  if (!unpacked.ok) return unpacked.reason;
  const { executablePath, args, env: own } = unpacked.browser;
  return launch({ executablePath, args: [...args, reach], env: { ...process.env, ...own } });
}

async function launch(options: LaunchOptions): Tried {
  // On a busy machine a browser may die while it starts; one that cannot start does so twice.
  return launchOnce(options).catch(() => launchOnce(options).catch(described(options)));
}

function launchOnce({ args = [], ...options }: LaunchOptions): Promise<Browser> {
  return chromium.launch({ ...options, args: [...args, ...OFFLINE, ...STEADY], timeout: 30_000 });
}

/** Why it does not start: its own last words, where it had any. */
function described({ executablePath = 'the browser' }: LaunchOptions): (error: unknown) => string {
  return (error) => {
    const { message } = asError(error);
    const [line = ''] = message.replace(/^browserType\.launch: /, '').split('\n');
    const last = Array.from(message.matchAll(/^\[pid=\d+\]\[err\] (.*)$/gm)).at(-1);
    return `${executablePath} does not start (${last?.[1] ?? line})`;
  };
}
