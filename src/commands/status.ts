import { loadConfig } from '../config/load.ts';
import { DELIVERY_STATES, type Tally } from '../deliver/state.ts';
import { sqlLedger } from '../store/ledger.ts';
import { AUDIENCE } from './audience.ts';
import { findEdition } from './find-edition.ts';
import { EXIT, plural, type Io } from './io.ts';
import { localDate } from './local-date.ts';
import { openWorkspace, withDatabase } from './workspace.ts';

export interface StatusOptions {
  readonly content?: string;
  readonly json?: boolean;
}

/** What has become of an edition's deliveries. */
export async function status(
  named: string | undefined,
  options: StatusOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  const { timeZone } = await loadConfig(workspace.root);
  const { id } = findEdition(workspace, named, localDate(io.clock(), timeZone));
  return withDatabase(workspace, async (db) => {
    const ledger = sqlLedger(db, io.clock);
    const run = await ledger.findRun(id, AUDIENCE);
    if (!run) {
      if (options.json === true)
        io.out(JSON.stringify({ edition: id, audience: null, states: null }));
      else io.out(`${id} has not been sent.`);
      return EXIT.done;
    }
    const states = await ledger.tally(run);
    if (options.json === true) io.out(JSON.stringify({ edition: id, audience: run.total, states }));
    else {
      io.out(`${id}, to ${plural(run.total, 'subscriber')}:`);
      io.out(stateTable(states));
    }
    return EXIT.done;
  });
}

/** A line for each state that has deliveries. */
export function stateTable(states: Tally): string {
  const used = DELIVERY_STATES.filter((state) => states[state] > 0);
  const width = Math.max(...used.map((state) => states[state].toLocaleString('en-US').length), 1);
  return used
    .map((state) => `  ${states[state].toLocaleString('en-US').padStart(width)}  ${state}`)
    .join('\n');
}
