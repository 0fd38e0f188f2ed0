import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { benchBuild } from './build.ts';
import { benchCheck } from './check.ts';
import { benchFrontPage } from './front-page.ts';
import { benchMillion } from './million.ts';
import { benchOneClick } from './one-click.ts';
import { benchPreview } from './preview.ts';
import { benchReaders } from './readers.ts';
import { benchSignUps } from './sign-ups.ts';
import { benchTyping } from './typing.ts';
import { benchSite } from './site.ts';
import { benchSegments } from './segments.ts';
import { benchDatabases } from './send/databases.ts';
import { benchKill } from './send/kill.ts';
import { benchMemory } from './send/memory.ts';
import { benchSpeed } from './send/speed.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    all: { type: 'boolean', default: false },
    /** The folder of another version, beside which `databases` measures. */
    against: { type: 'string' },
  },
});
const BENCHES: Readonly<Record<string, () => void | Promise<void>>> = {
  build: benchBuild,
  check: benchCheck,
  preview: benchPreview,
  typing: benchTyping,
  'front-page': benchFrontPage,
  send: benchSpeed,
  databases: () => benchDatabases(values.against),
};
/** Those that take many minutes: with --all, or by name. */
const LONG: Readonly<Record<string, () => Promise<void>>> = {
  'million-sqlite': () => benchMillion('sqlite'),
  'million-postgres': () => benchMillion('postgres'),
  readers: benchReaders,
  'sign-ups': benchSignUps,
  'one-click': benchOneClick,
  'segments-sqlite': () => benchSegments('sqlite'),
  'segments-postgres': () => benchSegments('postgres'),
  site: benchSite,
  memory: () => benchMemory(),
  kill: benchKill,
};

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}`);
const { only, all } = values;
const wanted = all || (only !== undefined && only in LONG) ? { ...BENCHES, ...LONG } : BENCHES;
for (const [name, bench] of Object.entries(wanted)) {
  if (only === undefined || only === name) await bench();
}
