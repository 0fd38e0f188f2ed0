/** A daily newsletter in one zone, over 60 days around both changes of its clock. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WEEKDAYS } from '../../src/schedule/weekday.ts';
import { clockChanges, offsetsIn } from '../../src/schedule/clock-changes.ts';
import { cronLines } from '../../src/schedule/cron.ts';
import { instantIn } from '../../src/schedule/wall-clock.ts';
import { PROBLEM_CODES } from '../../src/base/problem.ts';
import { article } from '../support/schedule-desk.ts';

export interface Newsletter {
  readonly timeZone: string;
  /** HH:MM */
  readonly at: string;
}

export interface Edition {
  readonly id: string;
  readonly due: Date;
}

/** A stretch of days, its editions, and when a cron fires for them. */
export interface Season {
  readonly editions: readonly Edition[];
  readonly times: readonly Date[];
  /** After everything. */
  readonly end: Date;
}

const DAY = 86_400_000;
/** On each side of a change of the clock. */
const DAYS_AROUND = 15;

/** Thirty days around each change of the clock in a year. */
export function seasonsOf({ timeZone, at }: Newsletter): readonly Season[] {
  const year = [new Date('2023-01-20T00:00Z'), new Date('2024-01-20T00:00Z')] as const;
  const lines = cronLines(at, WEEKDAYS, offsetsIn(timeZone, ...year));
  return clockChanges(timeZone, ...year).map((change) => {
    const start = Math.floor(change.at.getTime() / DAY) - DAYS_AROUND;
    const dates = Array.from({ length: 2 * DAYS_AROUND }, (_, day) =>
      new Date((start + day) * DAY).toISOString().slice(0, 10),
    );
    const editions = dates.map((date) => ({
      id: `${date}-briefing`,
      due: instantIn(`${date}T${at}`, timeZone),
    }));
    const times = dates.flatMap((date) => lines.map((line) => firing(date, line)));
    return { editions, times, end: new Date((start + 2 * DAYS_AROUND) * DAY + DAY) };
  });
}

/** When a line such as "0 10 * * *" fires on a day of UTC. */
function firing(date: string, line: string): Date {
  const [minute = 0, hour = 0] = line.split(' ').map(Number);
  return new Date(Date.parse(date) + (hour * 60 + minute) * 60_000);
}

/** A small theme, so that hundreds of editions are made in the time that a test has. */
const LAYOUT = `<mjml lang="{{lang}}" dir="{{dir}}">
<mj-head><mj-title>{{subject}}</mj-title></mj-head>
<mj-body>
{{#with lead}}
<mj-section><mj-column><mj-text>
<h1>{{headline}}</h1>
{{#each keyPoints.points}}<p>{{this}}</p>{{/each}}
{{> blocks}}
</mj-text></mj-column></mj-section>
{{/with}}
{{> footer}}
</mj-body>
</mjml>`;

/** The gate is not what is looked at here. */
const UNJUDGED = Object.fromEntries(PROBLEM_CODES.map((code) => [code, 'off']));

/** A checkout in a folder of its own, with whose removal nothing is lost. */
export function checkOut({ timeZone, at }: Newsletter, { editions }: Season) {
  const cwd = mkdtempSync(join(tmpdir(), 'broadsheet-checkout-'));
  mkdirSync(join(cwd, 'content'));
  mkdirSync(join(cwd, 'templates', 'plain'), { recursive: true });
  writeFileSync(join(cwd, 'templates', 'plain', 'layout.hbs'), LAYOUT);
  writeFileSync(join(cwd, 'templates', 'plain', 'inline.css'), '');
  const config = {
    name: 'News',
    from: 'news@example.com',
    postalAddress: 'News, 1 Example Square, Springfield',
    timeZone,
    links: { home: 'https://example.com/' },
    theme: { name: 'plain' },
    check: { severities: UNJUDGED },
    schedule: { at, lateness: { hours: 6, policy: 'hold' } },
    delivery: { retry: { patienceMinutes: 0 }, expireHours: 72 },
  };
  writeFileSync(join(cwd, 'broadsheet.config.ts'), `export default ${JSON.stringify(config)};`);
  for (const { id } of editions) {
    writeFileSync(join(cwd, 'content', `${id}.txt`), article(`Headline of ${id}`));
  }
  return {
    cwd,
    remove: () => {
      rmSync(cwd, { recursive: true, force: true });
    },
  };
}
