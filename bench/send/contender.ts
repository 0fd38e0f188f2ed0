/** One measurement in a process of its own: `fork('contender.ts', [name, JSON of a Job])`. */
import { CONTENDERS, type ContenderName } from './contenders.ts';
import type { Job } from './job.ts';

const [name, job] = process.argv.slice(2) as [ContenderName, string];
const contender = await CONTENDERS[name]();
const measured = await contender(JSON.parse(job) as Job);
process.send?.(measured, () => process.exit());
