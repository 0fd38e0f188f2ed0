/** A newsletter's sixty days: its jobs, and what its mail server saw of them. */
import { openStore } from '../../src/store/open.ts';
import { startSink, type SmtpSink } from '../support/smtp-sink.ts';
import { suffer, type Random, type Round } from './luck.ts';
import { checkOut, seasonsOf, writeSeason, type Briefing, type Edition } from './briefing.ts';
import type { Done, Runners } from '../support/runners.ts';

export const READERS = ['ada@example.com', 'bob@example.com', 'cem@example.com'];

/** What came of one edition. */
export interface Outcome extends Edition {
  /** By reader, when the server took a letter for them. */
  readonly taken: ReadonlyMap<string, readonly Date[]>;
  /** What jobs said of it. */
  readonly lines: readonly string[];
  readonly jobs: readonly PastJob[];
}

export interface PastJob {
  readonly time: Date;
  /** null where it was killed. */
  readonly code: number | null;
}

export interface Life {
  readonly outcomes: readonly Outcome[];
  readonly done: readonly Done[];
}

interface Taken {
  readonly reader: string;
  readonly headline: string;
  readonly time: Date;
}

/** Runs every job of a newsletter; its database and its mail server alone outlive them. */
export async function live(
  briefing: Briefing,
  databaseUrl: string,
  runners: Runners,
  random: Random,
): Promise<Life> {
  await subscribe(databaseUrl);
  const killer = createKiller();
  const sink = await startSink(killer.hooks);
  const env = {
    CI: 'true',
    DATABASE_URL: databaseUrl,
    SMTP_URL: `${sink.url}?maxConnections=1`,
  };
  const taken: Taken[] = [];
  const done: Done[] = [];
  const outcomes: Outcome[] = [];

  async function play(repository: string, { time, jobs, kill }: Round): Promise<readonly Done[]> {
    const started = Array.from({ length: jobs }, () =>
      runners.start({
        args: ['send', '--due'],
        cwd: checkOut(repository),
        env,
        time: time.getTime(),
      }),
    );
    killer.aim(kill, () => started[0]?.kill());
    const ended = await Promise.all(started.map((each) => each.done));
    killer.aim(undefined);
    taken.push(...newLetters(sink, taken.length, time));
    return ended;
  }

  for (const season of seasonsOf(briefing)) {
    const rounds = [...suffer(season.times, random), { time: season.end, jobs: 1 } as const];
    const repository = writeSeason(briefing, season);
    const said: Done[] = [];
    const jobs: PastJob[] = [];
    for (const round of rounds) {
      const ended = await play(repository, round);
      said.push(...ended);
      jobs.push(...ended.map(({ code }) => ({ time: round.time, code })));
    }
    done.push(...said);
    outcomes.push(...season.editions.map((each) => outcomeOf(each, taken, said, jobs)));
  }
  await sink.close();
  return { outcomes, done };
}

async function subscribe(url: string): Promise<void> {
  const now = new Date('2023-01-01T00:00Z');
  const store = await openStore({ kind: 'postgres', url }, () => now);
  await store.subscribers.save(READERS.map((email) => ({ email, attributes: {} })));
  await store.close();
}

/** Kills a job at a letter; the server continues with what it has received. */
function createKiller() {
  let target: Round['kill'];
  let letters = 0;
  let kill: () => unknown = () => undefined;
  const hear = (step: 'rcpt' | 'dot') => {
    if (step === 'rcpt') letters++;
    if (target?.step !== step || target.letter !== letters) return;
    target = undefined;
    kill();
  };
  return {
    aim: (next: Round['kill'], shoot: () => unknown = () => undefined) => {
      target = next;
      letters = 0;
      kill = shoot;
    },
    hooks: {
      refuse: () => {
        hear('rcpt');
        return undefined;
      },
      refuseLetter: () => {
        hear('dot');
        return undefined;
      },
    },
  };
}

function newLetters({ letters }: SmtpSink, from: number, time: Date): readonly Taken[] {
  return letters.slice(from).map(({ to, raw }) => {
    const headline = /^Subject: (.*?)\r$/m.exec(raw.toString())?.[1] ?? '';
    return { reader: to, headline, time };
  });
}

function outcomeOf(
  edition: Edition,
  taken: readonly Taken[],
  done: readonly Done[],
  jobs: readonly PastJob[],
): Outcome {
  const own = taken.filter(({ headline }) => headline === `Headline of ${edition.id}`);
  const times = READERS.map(
    (reader) =>
      [reader, own.filter((each) => each.reader === reader).map(({ time }) => time)] as const,
  );
  const lines = done
    .flatMap(({ output }) => output.split('\n'))
    .filter((line) => line.includes(edition.id));
  return { ...edition, taken: new Map(times), lines, jobs };
}
