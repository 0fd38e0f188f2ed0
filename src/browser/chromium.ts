import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { asError } from '../base/as-error.ts';
import { BROWSER_REMEDY, installedBrowser } from './installed.ts';
import { registryBrowser } from './registry.ts';

export interface BrowserOptions {
  /**
   * Which to try first; the other one is the fallback. If CHROME_PATH names a browser, there is no
   * fallback.
   */
  readonly prefer?: 'installed' | 'registry';
  /** What the browser can connect to: nothing, or servers on loopback. */
  readonly reach?: 'nothing' | 'loopback';
  readonly env: Readonly<Record<string, string | undefined>>;
}

export type OpenedBrowser =
  | { readonly ok: true; readonly browser: Browser }
  | { readonly ok: false; readonly reason: string; readonly remedy: string };

/** The browser itself makes no requests, and uses no proxy that could make them. */
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

/** Renders the same glyphs on every machine with the same fonts. */
const REPRODUCIBLE = [
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
];

/** Starts a headless Chromium. Returns the reason and a remedy if there is none or it fails. */
export async function openBrowser({
  prefer = 'installed',
  reach = 'nothing',
  env,
}: BrowserOptions): Promise<OpenedBrowser> {
  const tries = prefer === 'installed' ? [tryInstalled, tryRegistry] : [tryRegistry, tryInstalled];
  if (prefer === 'installed' && (env['CHROME_PATH'] ?? '') !== '') tries.pop();
  const reasons: string[] = [];
  for (const attempt of tries) {
    const tried = await attempt(env, REACH[reach]);
    if (typeof tried !== 'string') return { ok: true, browser: tried };
    reasons.push(tried);
  }
  return {
    ok: false,
    reason: `Can't start a browser: ${reasons.join('; ')}.`,
    remedy: BROWSER_REMEDY,
  };
}

/** A browser, or the reason why there is none. */
type BrowserOrReason = Promise<Browser | string>;

async function tryInstalled(env: BrowserOptions['env'], reach: string): BrowserOrReason {
  const executablePath = installedBrowser(env);
  if (executablePath === undefined) return 'no Chrome or Chromium is installed';
  return launch({ executablePath, args: [reach] });
}

async function tryRegistry(env: BrowserOptions['env'], reach: string): BrowserOrReason {
  const unpacked = await registryBrowser(env);
  if (!unpacked.ok) return unpacked.reason;
  const { executablePath, args, env: own } = unpacked.browser;
  return launch({ executablePath, args: [...args, reach], env: { ...process.env, ...own } });
}

async function launch(options: LaunchOptions): BrowserOrReason {
  // On a busy machine a browser can crash while it starts, so try twice.
  return launchOnce(options).catch(() => launchOnce(options).catch(startFailure(options)));
}

function launchOnce({ args = [], ...options }: LaunchOptions): Promise<Browser> {
  return chromium.launch({
    ...options,
    args: [...args, ...OFFLINE, ...REPRODUCIBLE],
    timeout: 30_000,
  });
}

/** Describes why a browser does not start: its last line on stderr, if it wrote any. */
function startFailure({
  executablePath = 'the browser',
}: LaunchOptions): (error: unknown) => string {
  return (error) => {
    const { message } = asError(error);
    const [line = ''] = message.replace(/^browserType\.launch: /, '').split('\n');
    const last = Array.from(message.matchAll(/^\[pid=\d+\]\[err\] (.*)$/gm)).at(-1);
    return `${executablePath} does not start (${last?.[1] ?? line})`;
  };
}
