/** A newsletter with a schedule, whose commands run in this process at a time of the test's own. */
import { beforeEach } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { article, makeNewsletter, type Newsletter, type Ran } from './newsletter.ts';
import type { SmtpSink } from './smtp-sink.ts';
import { sink } from './test-servers.ts';

export interface Desk {
  readonly sink: SmtpSink;
  readonly newsletter: Newsletter;
  /** Who got a letter of an edition so far, in the order in which they did. */
  readers(headline: string): readonly string[];
  edition(id: string, front?: string): void;
  subscribe(csv: string): Promise<void>;
  /** Runs a command at a time. */
  at(time: string, command: (io: Io) => Promise<number>, env?: Io['env']): Promise<Ran>;
}

const CONFIG = `import { defineConfig } from 'broadsheet';

export default defineConfig({
  name: 'News',
  from: 'news@example.com',
  replyTo: 'desk@example.com',
  postalAddress: 'News, 1 Example Square, Springfield',
  timeZone: 'America/New_York',
  links: { home: 'https://example.com/' },
});
`;

/** Gives each test of the file a newsletter of its own with one subscriber and no editions. */
export function useDesk(): () => Desk {
  let desk: Desk | undefined;
  beforeEach(async () => {
    desk = await openDesk();
  });
  return () => {
    if (!desk) throw new Error('There is no desk outside a test.');
    return desk;
  };
}

async function openDesk(): Promise<Desk> {
  const server = await sink();
  const newsletter = makeNewsletter({ content: false, config: CONFIG });
  const desk: Desk = {
    sink: server,
    newsletter,
    readers: (headline) =>
      server.letters
        .filter(({ raw }) => raw.includes(`Subject: ${headline}\r\n`))
        .map(({ to }) => to),
    edition: (id, front) => {
      newsletter.write(`content/${id}.txt`, article(`Headline of ${id}`, front));
    },
    subscribe: async (csv) => {
      newsletter.write('list.csv', csv);
      await newsletter.run(['subscribers', 'import', 'list.csv']);
    },
    at: async (time, command, env = {}) => {
      const own = { SMTP_URL: server.url, ...env };
      const ran = await newsletter.call(command, own, { time: new Date(time) });
      return { ...ran, stdout: ran.stdout.trimEnd() };
    },
  };
  await desk.subscribe('email\nada@example.com\n');
  return desk;
}
