import { describe, expect, test } from 'vitest';
import { withStore, openWorkspace } from '../../src/app/workspace.ts';
import { sink } from '../support/test-servers.ts';
import { newsletter, useSending } from './sending.ts';

const SECRET = { BROADSHEET_SECRET: '0123456789abcdef0123456789abcdef' };
const SITE = `site: { url: 'https://letters.example.com' }`;
const SCHEDULE = "schedule: { at: '06:00', lateness: { policy: 'send' } }";

useSending();

/** Queues a mail to somebody on the list. */
async function queueWelcome(): Promise<void> {
  const { folder } = newsletter();
  const clock = () => new Date();
  await withStore(openWorkspace({ cwd: folder, env: SECRET, clock }), async (store) => {
    const reader = await store.readers.findByEmail('noa@example.com');
    const mail = { kind: 'welcome', readerId: reader?.readerId ?? '' } as const;
    await store.outbox.add([{ to: 'noa@example.com', mail }]);
  });
}

describe('send --due in a newsletter with a site', () => {
  test('sends the mails of the site, although no edition is due', async () => {
    newsletter().configure(SITE);
    newsletter().configure(SCHEDULE);
    const { url, letters } = await sink();
    const env = { SMTP_URL: url, ...SECRET };
    await queueWelcome();
    const first = await newsletter().run(['send', '--due', '--json'], env);
    expect(JSON.parse(first.stdout)).toMatchObject({
      editions: [],
      mails: { sent: 1, deferred: 0, failed: 0 },
    });
    expect(first.code).toBe(0);
    expect(first.stderr).toContain('Sent 1 mail of the site');
    expect(letters.map(({ to }) => to)).toEqual(['noa@example.com']);
    const again = await newsletter().run(['send', '--due'], env);
    expect(again.stderr).not.toContain('of the site');
    expect(letters).toHaveLength(1);
  });

  test('sends editions although a mail can’t be written, and says why', async () => {
    newsletter().configure(SITE);
    newsletter().configure(SCHEDULE);
    newsletter().configure(`dkim: [{ selector: 'x' }]`);
    const { url } = await sink();
    const { code, stderr } = await newsletter().run(['send', '--due'], {
      SMTP_URL: url,
      ...SECRET,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('DKIM_PRIVATE_KEY');
  });

  test('exits with 75 while no server takes the mails', async () => {
    newsletter().configure(SITE);
    newsletter().configure(SCHEDULE);
    await queueWelcome();
    const { code, stderr } = await newsletter().run(['send', '--due'], {
      SMTP_URL: 'smtp://127.0.0.1:1',
      ...SECRET,
    });
    expect(code).toBe(75);
    expect(stderr).toContain('Mails of the site wait for the next job');
    expect(stderr).not.toMatch(/noa@|v2\./);
  });
});
