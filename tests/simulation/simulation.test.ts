import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HAS_POSTGRES } from '../support/postgres-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { live, READERS, type Life, type Outcome } from './live.ts';
import { seeded } from './luck.ts';
import type { Briefing } from './briefing.ts';
import { buildRunners } from '../support/program.ts';
import { createRunners, type Runners } from '../support/runners.ts';

/** In CI always the same, as in tests/support/seed.ts. */
const { SEED: OWN, BROADSHEET_TEST_SEED } = process.env;
const SEED = Number(OWN ?? BROADSHEET_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
const HOUR = 3_600_000;

/** Some at a time that clocks leave out on one day and pass twice on another. */
const BRIEFINGS: readonly Briefing[] = [
  { timeZone: 'America/New_York', at: '01:30' },
  { timeZone: 'Europe/Berlin', at: '02:30' },
  { timeZone: 'Australia/Lord_Howe', at: '06:00' },
  { timeZone: 'Pacific/Chatham', at: '23:10' },
];

const count = ({ taken }: Outcome) => READERS.map((reader) => taken.get(reader)?.length ?? 0);
const isMissed = ({ lines }: Outcome) => lines.some((line) => /was due at .* missed/.test(line));

/** How jobs ended that ran while the edition was due and not late yet. */
const codes = ({ due, jobs }: Outcome) =>
  jobs
    .filter(({ time }) => time >= due && time.getTime() <= due.getTime() + 6 * HOUR)
    .map(({ code }) => code);

/** What is to become of it: a job that is killed may have come to it or not. */
function verdict(outcome: Outcome): 'sent' | 'missed' | 'either' {
  const ended = codes(outcome);
  if (ended.some((code) => code === 0 || code === 1)) return 'sent';
  return ended.length === 0 ? 'missed' : 'either';
}

function isRight(outcome: Outcome): boolean {
  const became = isMissed(outcome) ? 'missed' : 'sent';
  const letters = became === 'missed' ? 0 : 1;
  const expected = verdict(outcome);
  return (
    (expected === 'either' || expected === became) && count(outcome).every((n) => n === letters)
  );
}

describe.skipIf(!HAS_POSTGRES)(`sixty days of a bad cron (SEED=${SEED})`, () => {
  const postgres = usePostgres();
  let runners: Runners;
  beforeAll(async () => {
    runners = createRunners(await buildRunners());
  }, 120_000);
  afterAll(() => {
    runners.close();
  });

  test('each edition reaches each reader once, or is reported as missed', async () => {
    const waiting = [...BRIEFINGS.entries()];
    const lives: Life[] = [];
    const liveAll = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, each] = next;
        const life = await live(each, await postgres.url(), runners, seeded(SEED + index));
        judge(each, life);
        lives.push(life);
      }
    };
    // Two at a time keep two cores busy, and few runners warm.
    await Promise.all([liveAll(), liveAll()]);
    const done = lives.flatMap((life) => life.done);
    expect(done.filter(({ code }) => code === null).length, 'jobs killed').toBeGreaterThan(2);
    expect(
      done.filter(({ code }) => code === 75).length,
      'jobs that found an owner',
    ).toBeGreaterThan(0);
  }, 600_000);
});

function judge(briefing: Briefing, { outcomes, done }: Life): void {
  const where = `SEED=${SEED} ${briefing.timeZone}`;
  expect(outcomes, where).toHaveLength(60);
  const faults = outcomes.filter((each) => !isRight(each));
  expect(
    faults.map((each) => ({ ...each, jobs: codes(each) })),
    where,
  ).toEqual([]);
  const sent = outcomes.filter((each) => verdict(each) === 'sent');
  expect(sent.length, `${where}: editions sent`).toBeGreaterThan(30);
  const early = outcomes.filter(({ due, taken }) =>
    [...taken.values()].flat().some((at) => at < due),
  );
  expect(early, where).toEqual([]);
  const mistakes = done.filter(({ code }) => code === 2 || code === 3);
  expect(mistakes, where).toEqual([]);
}
