import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { letterMaker } from '../../letter/letter.ts';
import { AUDIENCE } from './audience.ts';
import { EXIT, plural, signed } from '../../cli/io.ts';
import type { Sending } from '../../cli/commands/send/sending.ts';

/** The same path up to the server, with files for letters and no word in the ledger. */
export async function dryRun(
  { io, keys, options, prepared, store, workspace }: Sending,
  total: number,
): Promise<number> {
  const { runs, subscribers } = store;
  const folder = join(workspace.dist, prepared.edition.id, 'dry-run');
  mkdirSync(folder, { recursive: true });
  const run = await runs.find(prepared.edition.id, AUDIENCE);
  const letterFor = letterMaker(prepared.composed, keys);
  let written = 0;
  for await (const subscriber of run ? runs.waiting(run) : subscribers.all()) {
    const { chunks } = await letterFor(subscriber);
    writeFileSync(join(folder, `${String(++written).padStart(6, '0')}.eml`), Buffer.concat(chunks));
  }
  if (options.json === true) {
    io.out(
      JSON.stringify({
        edition: prepared.edition.id,
        audience: run?.total ?? total,
        sent: 0,
        wouldSend: written,
        states: run ? await runs.tally(run) : {},
      }),
    );
  } else {
    io.out(
      signed(
        'done',
        `Nothing was sent. ${plural(written, 'letter')} would be; written to ${workspace.show(folder)}/`,
      ),
    );
  }
  return EXIT.done;
}
