/** Opens an address in the user's browser. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Environment } from '../config/environment.ts';

type Program = readonly [name: string, ...args: string[]];

/**
 * Returns the program that opens an address in the user's browser. Undefined where nobody sits in
 * front of one: in CI, over SSH, without a display, or if BROWSER is "none".
 */
export function browserFor(
  url: string,
  env: Environment,
  platform: NodeJS.Platform,
): Program | undefined {
  const isSet = (name: string) => (env[name] ?? '') !== '';
  if (['CI', 'SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY'].some(isSet) || env['BROWSER'] === 'none')
    return undefined;
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') {
    const system = env['SystemRoot'] ?? 'C:\\Windows';
    return [`${system}\\System32\\rundll32.exe`, 'url.dll,FileProtocolHandler', url];
  }
  // Linux on Windows: the browser is outside.
  if (isSet('WSL_DISTRO_NAME')) return ['rundll32.exe', 'url.dll,FileProtocolHandler', url];
  return isSet('DISPLAY') || isSet('WAYLAND_DISPLAY') ? ['xdg-open', url] : undefined;
}

/** Starts the program that opens a browser; resolves with whether it did its work. */
export async function openBrowser([name, ...args]: Program): Promise<boolean> {
  // In a group of its own, Ctrl-C in the terminal does not end the browser.
  const detached = process.platform !== 'win32';
  const child = spawn(name, args, { stdio: 'ignore', detached });
  child.unref();
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  } catch {
    return false;
  }
}
