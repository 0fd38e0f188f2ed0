import { cpus } from 'node:os';
import { benchBuild } from './build.ts';
import { benchCheck } from './check.ts';

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}`);
benchBuild();
await benchCheck();
