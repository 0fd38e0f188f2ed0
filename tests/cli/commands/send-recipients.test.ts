import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { send } from '../../../src/cli/commands/send/run.ts';
import { useDesk } from '../../support/schedule-desk.ts';

const desk = useDesk();
const ID = '2023-06-14-one';
/** A server on another machine; nothing gets as far as looking up its name. */
const REAL = { SMTP_URL: 'smtps://mail.example.com:465', CI: '' };

const sendAt = (time: string, env = {}) =>
  desk().at(time, (io) => send(ID, { yes: true }, io), env);

describe('recipients at example addresses', () => {
  test('stop an edition for a server on another machine, and are counted', async () => {
    desk().edition(ID);
    await desk().subscribe('email\nada@daily-news.org\nben@example.org\ncem@x.invalid\n');
    const { code, stderr: notes } = await sendAt('2023-06-14T10:00Z', REAL);
    expect(code).toBe(1);
    expect(notes).toContain('The list contains example addresses');
    expect(notes).toContain('3 subscribers: ada@example.com, ben@example.org, cem@x.invalid');
    expect(notes).toContain('list/example-address');
    expect(notes).toContain('Nothing was sent.');
  });

  test('are counted on the page of a CI job, and not named there', async () => {
    desk().edition(ID);
    const page = desk().newsletter.path('summary');
    await sendAt('2023-06-14T10:00Z', { ...REAL, GITHUB_STEP_SUMMARY: page });
    const told = readFileSync(page, 'utf8');
    expect(told).toContain('list/example-address');
    expect(told).toContain('1 subscriber');
    expect(told).not.toContain('ada@example.com');
  });

  test('are allowed for a server on this machine', async () => {
    desk().edition(ID);
    expect((await sendAt('2023-06-14T10:00Z')).code).toBe(0);
    expect(desk().readers(`Headline of ${ID}`)).toEqual(['ada@example.com']);
  });

  test('are allowed once all of them have the letter', async () => {
    desk().edition(ID);
    await sendAt('2023-06-14T10:00Z');
    const { stderr: notes } = await sendAt('2023-06-14T10:01Z', REAL);
    expect(notes).not.toContain('list/example-address');
  });

  test('have the severity that the config sets for the code', async () => {
    desk().newsletter.configure("check: { severities: { 'list/example-address': 'off' } }");
    desk().edition(ID);
    const { stderr: notes } = await sendAt('2023-06-14T10:00Z', REAL);
    expect(notes).not.toContain('list/example-address');
  });
});
