import { existsSync } from 'node:fs';
import { join } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

const USUAL_PATHS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
};

const ON_WINDOWS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** How to get a browser. */
export const BROWSER_REMEDY =
  process.platform === 'linux' && process.arch === 'x64'
    ? 'Install Chrome or Chromium, set CHROME_PATH to it, or run: npm install --save-dev @sparticuz/chromium'
    : 'Install Chrome, Chromium or Edge, or set CHROME_PATH to its executable.';

/** Returns the path of an installed Chrome, Chromium or Edge: CHROME_PATH, or one of the usual paths. */
export function installedBrowser(env: Variables): string | undefined {
  const named = env['CHROME_PATH'];
  if (named !== undefined && named !== '') return named;
  const paths =
    process.platform === 'win32' ? windowsPaths(env) : (USUAL_PATHS[process.platform] ?? []);
  return paths.find((path) => existsSync(path));
}

function windowsPaths(env: Variables): readonly string[] {
  return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .map((name) => env[name])
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => ON_WINDOWS.map((parts) => join(folder, ...parts)));
}
