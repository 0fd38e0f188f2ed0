/** A package registry on this machine, with the packages that are in this project's node_modules. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { tgz } from '../../src/app/init/tgz.ts';
import { ROOT } from './sample.ts';

export interface Registry {
  /** What makes npm ask it, and nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /** The packages that were asked for. */
  readonly asked: readonly string[];
  close(): void;
}

export async function startRegistry(): Promise<Registry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    answer(request, response, asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      npm_config_registry: `http://127.0.0.1:${port}/`,
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    },
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(
  { url = '', headers }: IncomingMessage,
  response: ServerResponse,
  asked: string[],
): void {
  const [name = '', tarball] = decodeURIComponent(url).slice(1).split('/-/');
  const folder = join(ROOT, 'node_modules', name);
  if (!existsSync(join(folder, 'package.json'))) {
    response.writeHead(404).end('{}');
    return;
  }
  if (tarball !== undefined) {
    response.end(packOnce(folder));
    return;
  }
  asked.push(name);
  response.end(JSON.stringify(describePackage(name, folder, headers.host ?? '')));
}

interface Manifest {
  readonly version: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** What a registry says of a package; those for other machines are not here, so they are left out. */
function describePackage(name: string, folder: string, host: string): unknown {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const { version, optionalDependencies = {} } = manifest;
  const here = Object.entries(optionalDependencies).filter(([each]) =>
    existsSync(join(ROOT, 'node_modules', each)),
  );
  const described = {
    ...manifest,
    optionalDependencies: Object.fromEntries(here),
    dist: { tarball: `http://${host}/${name}/-/${version}.tgz` },
  };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: described } };
}

/** By folder: libraries do not change while tests run, and some are large. */
const packed = new Map<string, Buffer>();

function packOnce(folder: string): Buffer {
  const bytes = packed.get(folder) ?? pack(folder);
  packed.set(folder, bytes);
  return bytes;
}

function pack(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => !file.startsWith('node_modules') && statSync(join(folder, file)).isFile(),
  );
  return tgz(
    files.map((file) => ({ name: `package/${file}`, data: readFileSync(join(folder, file)) })),
  );
}
