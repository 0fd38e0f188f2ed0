/** A daily newsletter in one zone, over 60 days around both changes of its clock. */
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { clockChanges, offsetsIn } from '../../src/schedule/clock-changes.ts';
import { instantIn } from '../../src/schedule/wall-clock.ts';
import { PROBLEM_CODES } from '../../src/base/problem.ts';
import { article, makeNewsletter } from '../support/newsletter.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

export interface Briefing {
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
export function seasonsOf({ timeZone, at }: Briefing): readonly Season[] {
  const year = [new Date('2023-01-20T00:00Z'), new Date('2024-01-20T00:00Z')] as const;
  const offsets = offsetsIn(timeZone, ...year);
  return clockChanges(timeZone, ...year).map((change) => {
    const start = Math.floor(change.at.getTime() / DAY) - DAYS_AROUND;
    const dates = Array.from({ length: 2 * DAYS_AROUND }, (_, day) =>
      new Date((start + day) * DAY).toISOString().slice(0, 10),
    );
    const editions = dates.map((date) => ({
      id: `${date}-briefing`,
      due: instantIn(`${date}T${at}`, timeZone),
    }));
    // One chance for each offset, at the minute: fewer than any workflow has that `init` writes.
    const times = dates.flatMap((date) =>
      offsets.map((offset) => firing(`${date}T${at}Z`, offset)),
    );
    return { editions, times, end: new Date((start + 2 * DAYS_AROUND) * DAY + DAY) };
  });
}

/** When a time of UTC is, in a zone that is so many minutes ahead. */
function firing(utc: string, offset: number): Date {
  return new Date(Date.parse(utc) - offset * 60_000);
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

/** Writes the files of a season, as they are in its repository, and returns their folder. */
export function writeSeason({ timeZone, at }: Briefing, { editions }: Season): string {
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
  const newsletter = makeNewsletter({
    content: false,
    config: `export default ${JSON.stringify(config)};`,
  });
  newsletter.write('templates/plain/layout.hbs', LAYOUT);
  newsletter.write('templates/plain/inline.css', '');
  for (const { id } of editions)
    newsletter.write(`content/${id}.txt`, article(`Headline of ${id}`));
  return newsletter.folder;
}

/** Makes a fresh checkout of a repository. Its files are links, because no job changes them. */
export function checkOut(repository: string): string {
  const cwd = temporaryFolder();
  for (const name of readdirSync(repository)) symlinkSync(join(repository, name), join(cwd, name));
  return cwd;
}
