/** What a run of a million recipients does to the memory of the process that sends it. */
import { runContender, startSink } from './children.ts';

const MB = 1e6;

export async function benchMemory(letters = 1_000_000): Promise<void> {
  const sink = await startSink();
  const job = { port: sink.port, warmUp: 10_000, letters, connections: 20 };
  const { memory, lettersPerSecond } = await runContender('broadsheet', job, sink);
  await sink.stop();
  if (!memory) return;
  const { start, afterWarmUp, highest } = memory;
  const shown = (bytes: number) => `${(bytes / MB).toFixed(0)} MB`;
  console.log(`memory over ${letters.toLocaleString('en-US')} recipients, 20 connections:`);
  console.log(`  before the first letter        ${shown(start)}`);
  console.log(`  after another run of 10,000    ${shown(afterWarmUp)}`);
  console.log(`  the highest                    ${shown(highest)}`);
  console.log(`  growth over the start          ${shown(highest - start)} (under 150)`);
  console.log(`  growth over the 10,000         ${shown(highest - afterWarmUp)}`);
  console.log(`  letters a second               ${lettersPerSecond.toFixed(0)}`);
}
