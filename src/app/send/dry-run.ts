import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger, Run } from '../../deliver/ledger.ts';
import { letterMaker } from '../../letter/letter.ts';
import { listSubscribers } from '../../store/subscribers.ts';
import type { Subscriber } from '../../subscribers/subscriber.ts';
import { AUDIENCE } from './audience.ts';
import { EXIT, plural, signed } from '../../cli/io.ts';
import type { Sending } from '../../cli/commands/send/sending.ts';

const PAGE = 1000;
/** Later years have a sign in front, and would not sort as text. */
const EVER = new Date('9999-12-31T23:59:59.999Z');

/** The same path up to the server, with files for letters and no word in the ledger. */
export async function dryRun(
  { io, keys, options, prepared, store, workspace }: Sending,
  total: number,
): Promise<number> {
  const { ledger, db } = store;
  const folder = join(workspace.dist, prepared.edition.id, 'dry-run');
  mkdirSync(folder, { recursive: true });
  const run = await ledger.findRun(prepared.edition.id, AUDIENCE);
  const letterFor = letterMaker(prepared.composed, keys);
  let written = 0;
  for await (const subscriber of run ? waitingFor(ledger, run) : listSubscribers(db)) {
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

/** Whoever still waits for a letter of a run, now or later. */
async function* waitingFor(ledger: Ledger, run: Run): AsyncGenerator<Subscriber> {
  for (let after = 0; ;) {
    const page = await ledger.page(run, after, PAGE, EVER);
    yield* page.map(({ subscriber }) => subscriber);
    const last = page.at(-1);
    if (!last) return;
    after = last.position;
  }
}
