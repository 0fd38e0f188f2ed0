/** The calendar and the page of when an edition goes out; it is 06:00 in New York on June 14, 2023. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { studioApp } from '../../src/studio/server.ts';
import { article } from '../support/newsletter.ts';
import { ID, openNewsroom, type Newsroom } from './newsroom.ts';
import { wordsOf } from './run-views.ts';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(async () => {
  expect(room.faults).toEqual([]);
  await room.close();
});

const NEXT = '2023-06-15-ministers';
const WHEN = `/editions/${NEXT}/when/`;
const file = () => room.path(`content/${NEXT}.txt`);
const source = () => readFileSync(file(), 'utf8');

/** Adds a setting to the config. */
function configure(setting: string): void {
  const path = room.path('broadsheet.config.ts');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/\}\);\s*$/, `  ${setting},\n});\n`));
}

/** Writes the next edition, with front matter or without. */
function next(front?: string): void {
  room.write(NEXT, article('Ministers agree to meet', front));
}

const words = async (path: string) => {
  const { status, text } = await room.get(path);
  expect(status).toBe(200);
  return wordsOf(text);
};

/** The words of the item of an edition in the calendar. */
const item = async (id = NEXT) => words(`/editions/${id}/calendar.html`);

describe('the calendar', () => {
  test('shows each edition on its day, with hour, zone, state and to how many it goes', async () => {
    configure("schedule: { at: '06:30' }");
    writeFileSync(room.path('compose.yaml'), 'command: broadsheet send --due\n');
    next();
    await room.subscribe(
      ['a', 'b', 'c'].map((name) => ({ email: `${name}@x.org`, attributes: {} })),
    );
    await room.suppress('c@x.org');
    const page = (await room.get('/calendar/?day=2023-06-20')).text;
    const day = page.split('id="day-2023-06-15"')[1]?.split('id="day-2023-06-16"')[0] ?? '';
    expect(wordsOf(day)).toContain(
      '06:30 EDT checking Ministers agree to meet to 2 readers; 1 suppressed',
    );
    expect(await item()).toContain('06:30 EDT scheduled Ministers agree to meet to 2 readers');
  });

  test('counts who is paused, and names the audience', async () => {
    configure("segments: { berlin: { attribute: 'city', is: 'berlin' } }");
    next('audience: berlin');
    const people = ['a', 'b'].map((name) => ({
      email: `${name}@x.org`,
      attributes: { city: 'berlin' },
    }));
    await room.subscribe(people);
    expect(await item()).toContain(
      'no time set draft Ministers agree to meet to 2 readers of berlin',
    );
  });

  test('shows what was sent on the day on which it began', async () => {
    await room.send(['accepted', 'accepted', 'rejected']);
    const page = (await room.get('/calendar/?view=week&day=2023-06-14')).text;
    const sent = wordsOf(page.split(`id="entry-${ID}"`)[1] ?? '');
    expect(sent).toContain('sent with failures');
    expect(sent).toContain('not delivered to 1 of 3 subscribers');
    expect(wordsOf(page)).toContain('Waiting for you');
    // The script would fetch what an empty address names: the front page.
    expect(page).not.toContain('data-summary=""');
  });

  test('puts what is held, missed or unreadable in plain sight, with the reason', async () => {
    next('send: 2023-06-15 11:00\nhold: <b>No</b> answer yet');
    room.write('2023-06-16-odd', article('An odd one', 'send: 2023-06-16 25:00'));
    room.write('2023-05-30-old', article('Long ago', 'send: 2023-05-30 06:00'));
    room.write('2023-06-03-late', article('A late one', 'send: 2023-06-03 06:00'));
    const page = (await room.get('/calendar/')).text;
    const notice = wordsOf(page.split('id="attention"')[1]?.split('</section>')[0] ?? '');
    expect(notice).toContain('held Ministers agree to meet, Thursday, June 15: &lt;b&gt;No');
    expect(notice).toContain('blocked An odd one, Friday, June 16: The send time is invalid');
    expect(notice).toContain('missed A late one, Saturday, June 3');
    expect(notice).not.toContain('Long ago');
    expect(page).not.toContain('<b>No</b>');
  });

  test('shows the times of the schedule that no edition has, from now on', async () => {
    configure("schedule: { at: '06:30', days: ['wed', 'thu', 'fri'] }");
    next();
    const page = (await room.get('/calendar/?view=week&day=2023-06-14')).text;
    const dayOf = (day: number) =>
      wordsOf(page.split(`id="day-2023-06-${day}"`)[1]?.split('</li>')[0] ?? '');
    expect(dayOf(16)).toContain('06:30 EDT is free New edition');
    for (const day of [12, 13, 15, 17]) expect(dayOf(day)).not.toContain('is free');
  });

  test('says that nothing sends an edition by itself where nothing runs the jobs', async () => {
    configure("schedule: { at: '06:30' }");
    next();
    expect(await words('/calendar/')).toContain('Nothing sends editions by itself here');
    expect(await words(WHEN)).toContain('Nothing sends editions by itself here');
    expect(await item()).toContain('draft');
  });

  test('follows a file that changes, at once', async () => {
    next('send: 2023-06-15 11:00');
    expect(await item()).toContain('11:00 EDT');
    next('send: 2023-06-15 12:00');
    expect(await item()).toContain('12:00 EDT');
    next('send: [');
    expect(await item()).toContain('blocked');
  });

  test('shows today for an address that names no day or no view', async () => {
    for (const query of ['?day=2023-02-31', '?day=%00', '?view=year&day=x', '?day[]=2'])
      expect((await room.get(`/calendar/${query}`)).text).toContain('id="day-2023-06-14"');
  });

  test('is not there for an edition that does not exist', async () => {
    for (const id of ['2023-06-15-none', '..%2F..%2Fetc'])
      for (const path of ['calendar.html', 'when/'])
        expect((await room.get(`/editions/${id}/${path}`)).status).toBe(404);
  });
});

describe('the time of an edition', () => {
  const time = (date: string, hour: string, more: Readonly<Record<string, string>> = {}) =>
    room.post(`${WHEN}time`, { was: '', date, time: hour, ...more });

  test('is set in its front matter, and nothing else of the file changes', async () => {
    next('# kept\nsection: Politics');
    const before = source();
    const set = await time('2023-06-16', '07:15');
    expect(set).toMatchObject({ status: 303, location: './?done=time' });
    expect(source()).toBe(before.replace('Politics\n', 'Politics\nsend: 2023-06-16 07:15\n'));
    expect(await words(`${WHEN}?done=time`)).toContain(
      'The time is set. Fri, Jun 16, 2023, 07:15 EDT',
    );
    const cleared = await room.post(`${WHEN}no-time`, { was: '2023-06-16 07:15' });
    expect(cleared.status).toBe(303);
    expect(source()).toBe(before);
  });

  test('is set in a file without front matter', async () => {
    next();
    const before = source();
    expect((await time('2023-06-16', '07:15')).status).toBe(303);
    expect(source()).toMatch(/^---\nsend: "?2023-06-16 07:15"?\n---\n/);
    expect(source().endsWith(before)).toBe(true);
    expect(await words(WHEN)).toContain('Fri, Jun 16, 2023, 07:15 EDT');
  });

  test.each([
    ['2023-06-14', '05:59', 'That time is past.'],
    ['2023-06-14', '06:00', 'That time is past.'],
    ['2033-06-14', '06:00', 'more than two years from now'],
    ['2024-03-10', '02:30', 'does not exist on Sunday, March 10, 2024'],
    ['', '06:00', 'A day or an hour is missing'],
    ['2023-06-31', '06:00', 'A day or an hour is missing'],
    ['2023-06-16"><script>', '06:00', 'A day or an hour is missing'],
  ])('%s %s is refused, with the reason and what was typed', async (date, hour, reason) => {
    next();
    const before = source();
    const refused = await time(date, hour);
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain(reason);
    expect(refused.text).not.toContain('<script>');
    if (/^\d{4}-\d\d-\d\d$/.test(date)) expect(refused.text).toContain(`value="${date}"`);
    expect(source()).toBe(before);
  });

  test('that occurs twice asks which of the two is meant, and keeps the choice', async () => {
    next();
    const asked = await time('2023-11-05', '01:30');
    expect(asked.status).toBe(422);
    expect(wordsOf(asked.text)).toContain('occurs twice on Sunday, November 5, 2023');
    expect(wordsOf(asked.text)).toContain('The second one: Sun, Nov 5, 2023, 01:30 EST');
    const wrong = await time('2023-11-05', '01:30', { moment: '2023-06-14T01:30-04:00' });
    expect(wrong.status).toBe(422);
    const set = await time('2023-11-05', '01:30', { moment: '2023-11-05T01:30-05:00' });
    expect(set.status).toBe(303);
    expect(await words(WHEN)).toContain('Sun, Nov 5, 2023, 01:30 EST');
  });

  test('that somebody else has set meanwhile is not overwritten', async () => {
    next('send: 2023-06-20 06:00');
    const before = source();
    const refused = await time('2023-06-16', '07:15');
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('“send: 2023-06-20 06:00” by now');
    expect(source()).toBe(before);
  });

  test('is set by one of two windows that set it at once, and the other gets a refusal', async () => {
    next('section: Politics');
    const answers = await Promise.all([time('2023-06-16', '07:15'), time('2023-06-17', '08:15')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    const [won] = answers.flatMap(({ status }, index) => (status === 303 ? [index] : []));
    const at = won === 0 ? '2023-06-16 07:15' : '2023-06-17 08:15';
    expect(source()).toMatch(new RegExp(`^---\\nsection: Politics\\nsend: ${at}\\n---\\n`));
  });

  test('keeps the comments, line ends and byte order mark of its file', async () => {
    const front = '\ufeff---\r\n# who: Ada\r\nsection: "Politics" \r\n---\r\n';
    const before = `${front}Headline\r\n\r\nThe story.\r\n`;
    room.write(NEXT, before);
    expect((await time('2023-06-16', '07:15')).status).toBe(303);
    expect(source()).toBe(before.replace('" \r\n', '" \r\nsend: 2023-06-16 07:15\r\n'));
  });

  test('can be one moment for all readers where each has an hour of their own', async () => {
    configure("audience: { timeZone: 'subscriber' }");
    next('send: 2023-06-16 07:00');
    expect(await words(WHEN)).toContain('07:00 EDT in each reader’s own time zone');
    const was = '2023-06-16 07:00';
    const set = await time('2023-06-16', '08:00', { was, oneMoment: 'yes' });
    expect(set.status).toBe(303);
    expect(source()).toContain('2023-06-16T08:00[America/New_York]');
    const page = await words(WHEN);
    expect(page).toContain('Fri, Jun 16, 2023, 08:00 EDT');
    expect(page).not.toContain('in each reader’s own time zone');
  });

  test('can’t be changed once its sending has begun', async () => {
    await room.send(['accepted', 'planned']);
    const page = await room.get(`/editions/${ID}/when/`);
    expect(page.text).not.toContain('name="date"');
    const refused = await room.post(`/editions/${ID}/when/time`, {
      ...{ was: '', date: '2023-06-16', time: '06:00' },
    });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('sending of this edition has begun');
  });

  test('of a story whose front matter is broken is not touched', async () => {
    next('send: [');
    const before = source();
    const refused = await time('2023-06-16', '06:00');
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('can’t be understood');
    expect(source()).toBe(before);
  });
});

describe('an edition on hold', () => {
  const hold = (reason: string) => room.post(`${WHEN}hold`, { reason });

  test('is held with a reason and released again, and its file is as it was', async () => {
    next('section: Politics');
    const before = source();
    expect(await hold('  Waiting for:\n the minister ')).toMatchObject({ status: 303 });
    expect(await words(`${WHEN}?done=held`)).toContain('held Waiting for: the minister');
    const released = await room.post(`${WHEN}release`, {});
    expect(released).toMatchObject({ status: 303, location: './?done=released' });
    expect(source()).toBe(before);
  });

  test.each(['', 'no', 'FALSE', 'none', 'true'])(
    'is held with "%s" as no reason',
    async (reason) => {
      next();
      expect((await hold(reason)).status).toBe(303);
      expect(await words(WHEN)).toContain('No reason is given.');
    },
  );

  test.each([
    '# a comment',
    '"quoted" reason',
    '<script>alert(1)</script>',
    '- item',
    '{ a: b }',
    'a: b',
    '*bold*',
    '2023-06-14',
  ])('shows the reason %s as it was typed', async (reason) => {
    next();
    expect((await hold(reason)).status).toBe(303);
    expect((await room.get(WHEN)).text).not.toContain('<script>alert');
    const escaped = reason.replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
    expect(await words(WHEN)).toContain(`held ${escaped}`);
  });

  test('is held without the damaged characters of its reason, and can be released', async () => {
    next('section: Politics');
    expect((await hold('waits for\ufffd\u0000 the lawyer\ufffd')).status).toBe(303);
    expect(await words(WHEN)).toContain('waits for the lawyer');
    expect((await room.post(`${WHEN}release`, {})).status).toBe(303);
    expect(source()).not.toContain('hold');
  });

  test('is not held again with another reason, unseen', async () => {
    next('hold: the first reason');
    const before = source();
    expect((await hold('another')).status).toBe(422);
    expect(source()).toBe(before);
  });

  test('is released from every story of a digest that holds it', async () => {
    room.write(`${NEXT}/1-lead`, article('The lead'));
    room.write(`${NEXT}/2-more`, article('The other', 'hold: one'));
    room.write(`${NEXT}/3-last`, article('The last', 'hold: true'));
    expect(await words(WHEN)).toContain('held one');
    expect((await room.post(`${WHEN}release`, {})).status).toBe(303);
    expect(await words(WHEN)).not.toContain('held one');
    expect(readFileSync(room.path(`content/${NEXT}/3-last.txt`), 'utf8')).not.toContain('hold:');
  });

  test('in the middle of its sending is held, and no longer counts as incomplete', async () => {
    await room.send(['accepted', 'planned']);
    const path = `/editions/${ID}/when/`;
    expect((await room.post(`${path}hold`, { reason: 'a wrong figure' })).status).toBe(303);
    expect(await item(ID)).toContain('held');
    expect(await words(path)).toContain('a wrong figure');
  });
});

describe('a browser that may only look', () => {
  test('sees the calendar and the times, and is offered no form', async () => {
    next('hold: no answer yet');
    const { desk, views } = room;
    const nothing = () => undefined;
    const live = { listen: () => nothing, heard: nothing, moved: nothing, close: nothing };
    const app = studioApp({
      ...{ desk, views, live, online: false, writers: 'nobody' },
      hosts: ['localhost'],
      onFault: (error) => room.faults.push(error),
    });
    for (const path of ['/calendar/', WHEN]) {
      const headers = { host: 'localhost' };
      const page = await (await app.request(`http://localhost${path}`, { headers })).text();
      expect(wordsOf(page)).toContain('no answer yet');
      expect(page).not.toMatch(/<form|New edition/);
    }
    const own = { host: 'localhost', origin: 'http://localhost' };
    const options = { method: 'POST', headers: own, body: new URLSearchParams() };
    expect((await app.request(`http://localhost${WHEN}release`, options)).status).toBe(403);
    expect(source()).toContain('hold: no answer yet');
  });
});
