import { afterAll, describe, expect, test } from 'vitest';
import { HAS_POSTGRES, usePostgres } from '../postgres.ts';
import { live, READERS, type Life, type Outcome } from './live.ts';
import { seeded } from './luck.ts';
import type { Newsletter } from './newsletter.ts';
import { createRunners } from './runners.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const HOUR = 3_600_000;

/** Some at a time that clocks leave out on one day and pass twice on another. */
const NEWSLETTERS: readonly Newsletter[] = [
  { timeZone: 'America/New_York', at: '01:30' },
  { timeZone: 'Europe/Berlin', at: '02:30' },
  { timeZone: 'Australia/Lord_Howe', at: '06:00' },
  { timeZone: 'Pacific/Chatham', at: '23:10' },
];

const count = ({ taken }: Outcome) => READERS.map((reader) => taken.get(reader)?.length ?? 0);
const isHeld = ({ lines }: Outcome) => lines.some((line) => /was due at .* held/.test(line));

/** Whether a job ran while the edition was due and not late yet. */
const wasMet = ({ due, jobs }: Outcome) =>
  jobs.some((time) => time >= due && time.getTime() <= due.getTime() + 6 * HOUR);

describe.skipIf(!HAS_POSTGRES)(`sixty days of a bad cron (SEED=${SEED})`, () => {
  const postgres = usePostgres();
  const runners = createRunners();
  afterAll(() => {
    runners.close();
  });

  test('each edition reaches each reader once, or is held and said to be', async () => {
    const lives = await Promise.all(
      NEWSLETTERS.map(async (each, index) =>
        live(each, await postgres.url(), runners, seeded(SEED + index)),
      ),
    );
    for (const [index, life] of lives.entries()) judge(NEWSLETTERS[index], life);
    const done = lives.flatMap((life) => life.done);
    expect(done.filter(({ code }) => code === null).length, 'jobs killed').toBeGreaterThan(5);
    expect(
      done.filter(({ code }) => code === 75).length,
      'jobs that found an owner',
    ).toBeGreaterThan(0);
  }, 600_000);
});

function judge(newsletter: Newsletter | undefined, { outcomes, done }: Life): void {
  const where = `SEED=${SEED} ${newsletter?.timeZone ?? ''}`;
  expect(outcomes, where).toHaveLength(60);
  const faults = outcomes.filter((each) => {
    const expected = wasMet(each) ? 1 : 0;
    return count(each).some((letters) => letters !== expected) || isHeld(each) === wasMet(each);
  });
  expect(
    faults.map((each) => ({ ...each, jobs: undefined })),
    where,
  ).toEqual([]);
  expect(outcomes.filter(wasMet).length, `${where}: editions sent`).toBeGreaterThan(30);
  const early = outcomes.filter(({ due, taken }) =>
    [...taken.values()].flat().some((at) => at < due),
  );
  expect(early, where).toEqual([]);
  const mistakes = done.filter(({ code }) => code === 2 || code === 3);
  expect(mistakes, where).toEqual([]);
}
