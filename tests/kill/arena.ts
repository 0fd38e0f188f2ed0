/** A newsletter of 500 subscribers whose sending is killed, doubled and gone on with. */
import type { Tally } from '../../src/deliver/state.ts';
import type { StoreLocation } from '../../src/store/open.ts';
import { article, newsletterIn } from '../support/newsletter.ts';
import { createRunners, type Started } from '../support/runners.ts';
import { openQueryable, type QueryableStore } from '../store/queryable.ts';
import { startJudge, type Judge } from './judge.ts';

export const SUBSCRIBERS = 500;
export const CONNECTIONS = 20;
const REPLY_DELAY_MS = 4;

export interface Arena {
  readonly folder: string;
  /** What a sender needs to know, with the judge as its server. */
  readonly env: Readonly<Record<string, string | undefined>> & { readonly SMTP_URL: string };
  readonly judge: Judge;
  readonly store: QueryableStore;
  /** A new edition of the newsletter; its id. */
  edition(): string;
  /** Begins to send an edition. */
  send(edition: string): Started;
  close(): Promise<void>;
}

/**
 * Makes the newsletter in an empty folder; it keeps its data there, or in a PostgreSQL. The runners
 * have a script if the sources are not to be loaded each time that one is killed.
 */
export async function openArena(
  folder: string,
  postgres?: string,
  runnerScript?: string,
): Promise<Arena> {
  const newsletter = newsletterIn(folder, { content: false });
  const judge = await startJudge(REPLY_DELAY_MS);
  const where: StoreLocation =
    postgres === undefined
      ? { kind: 'sqlite', file: newsletter.path('.broadsheet', 'broadsheet.sqlite') }
      : { kind: 'postgres', url: postgres };
  const store = await openQueryable(where);
  const people = Array.from({ length: SUBSCRIBERS }, (_, index) => ({
    email: `p${index}@d${index % 7}.example.com`,
    attributes: {},
  }));
  await store.subscribers.save(people);
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    CI: 'true',
    SMTP_URL: `${judge.url}?maxConnections=${CONNECTIONS}`,
    ...(postgres !== undefined && { DATABASE_URL: postgres }),
  };
  const runners = createRunners(runnerScript);
  let editions = 0;
  return {
    folder,
    env,
    judge,
    store,
    edition() {
      const id = `2023-06-14-number-${++editions}`;
      newsletter.write(`content/${id}.txt`, article('Ministers agree to meet again next week'));
      return id;
    },
    // Each edition has the same story.
    send: (edition) =>
      runners.start({ args: ['send', edition, '--yes', '--again'], cwd: folder, env }),
    async close() {
      runners.close();
      await store.close();
      await judge.close();
    },
  };
}

/** What the judge and the ledger say of an edition once its run is over. */
export interface Findings {
  /** Addresses with more than one letter. */
  readonly twice: readonly string[];
  /** Addresses that the ledger calls accepted and that have no letter. */
  readonly lost: readonly string[];
  /** Addresses that have no letter and are neither unknown nor accepted. */
  readonly open: readonly string[];
  readonly states: Tally;
}

export async function findings({ judge, store }: Arena, edition: string): Promise<Findings> {
  const run = await store.runs.find(edition, 'all', 'server');
  if (!run) throw new Error(`${edition} has no run.`);
  const states = await store.runs.tally(run);
  const rows = await store.query(
    `select email, state from deliveries d join subscribers s on s.id = d.subscriber_id
      where run_id = ${run.id}`,
  );
  const received = new Set(judge.received);
  const without = rows
    .map(({ email, state }) => ({ email: String(email), state }))
    .filter(({ email }) => !received.has(email));
  return {
    twice: judge.received.filter((email, index, all) => all.indexOf(email) !== index),
    lost: without.filter(({ state }) => state === 'accepted').map(({ email }) => email),
    open: without
      .filter(({ state }) => state !== 'accepted' && state !== 'unknown')
      .map(({ email }) => email),
    states,
  };
}

/** Kills the sending of a new edition at a random moment, resumes until it is done, and checks. */
export async function killOnce(arena: Arena, random: () => number): Promise<Findings> {
  const { judge } = arena;
  const edition = arena.edition();
  judge.received.length = 0;
  const first = arena.send(edition);
  const at = Math.floor(random() * SUBSCRIBERS);
  const later = random() * 2 * REPLY_DELAY_MS;
  judge.onProgress = (letters) => {
    if (letters < at) return;
    judge.onProgress = () => undefined;
    setTimeout(() => {
      first.kill();
    }, later);
  };
  await first.done;
  judge.onProgress = () => undefined;
  const again = await arena.send(edition).done;
  if (again.code !== 0 && again.code !== 1) {
    throw new Error(`The second sender ended with ${again.code}:\n${again.output}`);
  }
  return findings(arena, edition);
}

/** Two senders of a new edition at once; what the judge says, and how they ended. */
export async function sendTwice(
  arena: Arena,
): Promise<Findings & { readonly codes: readonly (number | null)[]; readonly output: string }> {
  const edition = arena.edition();
  arena.judge.received.length = 0;
  const ended = await Promise.all([arena.send(edition).done, arena.send(edition).done]);
  const found = await findings(arena, edition);
  return {
    ...found,
    codes: ended.map(({ code }) => code).toSorted(),
    output: ended.map(({ output }) => output).join('\n'),
  };
}
