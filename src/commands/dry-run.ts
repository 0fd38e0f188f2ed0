import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger, Run } from '../deliver/ledger.ts';
import { spliceLetter } from '../letter/letter.ts';
import { listSubscribers } from '../store/subscribers.ts';
import { AUDIENCE } from './audience.ts';
import { EXIT, plural, signed } from './io.ts';
import type { Sending } from './sending.ts';

/** The same path up to the server, with files for letters and no word in the ledger. */
export async function dryRun(
  { io, db, ledger, options, prepared, workspace }: Sending,
  total: number,
): Promise<number> {
  const folder = join(workspace.dist, prepared.edition.id, 'dry-run');
  mkdirSync(folder, { recursive: true });
  const run = await ledger.findRun(prepared.edition.id, AUDIENCE);
  const due = run ? await pendingIds(ledger, run) : undefined;
  let written = 0;
  for await (const subscriber of listSubscribers(db)) {
    if (due && !due.has(subscriber.id)) continue;
    const { chunks } = spliceLetter(prepared.composed, subscriber);
    writeFileSync(join(folder, `${String(++written).padStart(6, '0')}.eml`), Buffer.concat(chunks));
  }
  if (options.json === true) {
    io.out(
      JSON.stringify({
        edition: prepared.edition.id,
        audience: run?.total ?? total,
        sent: 0,
        wouldSend: written,
        states: run ? await ledger.tally(run) : {},
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

async function pendingIds(ledger: Ledger, run: Run): Promise<ReadonlySet<number>> {
  const ids = new Set<number>();
  for (let after = 0; ;) {
    const page = await ledger.page(run, after, 1000);
    for (const { id } of page) ids.add(id);
    const last = page.at(-1);
    if (!last) return ids;
    after = last.id;
  }
}
