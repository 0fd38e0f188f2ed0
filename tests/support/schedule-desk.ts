/** A newsletter with a schedule, its commands called in this process by a clock of the test's own. */
import { rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { importSubscribers } from '../../src/cli/commands/subscribers.ts';
import { captureIo } from './captured-io.ts';
import { startSink, type SmtpSink } from './smtp-sink.ts';
import { makeWorkspace, type TestWorkspace } from '../e2e/workspace.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly notes: string;
}

export interface Desk {
  readonly sink: SmtpSink;
  readonly workspace: TestWorkspace;
  /** Who got a letter of an edition so far, in the order in which they did. */
  readers(headline: string): readonly string[];
  edition(id: string, front?: string): void;
  subscribe(csv: string): Promise<void>;
  /** Runs a command at a time. */
  at(time: string, command: (io: Io) => Promise<number>, env?: Io['env']): Promise<Ran>;
}

/** Without an import: in a test's process the name of the package leads nowhere. */
const CONFIG = `export default ({
  name: 'News',
  from: 'news@example.com',
  replyTo: 'desk@example.com',
  postalAddress: 'News, 1 Example Square, Springfield',
  timeZone: 'America/New_York',
  links: { home: 'https://example.com/' },
});
`;

const STORY = 'WASHINGTON — The ministers met on Wednesday and agreed to meet again next week.';

/** A small article with key points of a fair length. */
export function article(headline: string, front = ''): string {
  const matter = front === '' ? '' : `---\n${front}\n---\n`;
  const point = 'The ministers agreed on nothing but the date of their next meeting.';
  return `${matter}${headline}\n\nKey Points\n- ${point}\n\n${STORY}\n`;
}

/** Gives each test of the file a newsletter of its own with one subscriber and no editions. */
export function useDesk(): () => Desk {
  let desk: Desk | undefined;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(async () => {
    await desk?.sink.close();
    desk?.workspace.remove();
  });
  return () => {
    if (!desk) throw new Error('There is no desk outside a test.');
    return desk;
  };
}

async function openDesk(): Promise<Desk> {
  const sink = await startSink();
  const workspace = makeWorkspace();
  const content = join(workspace.folder, 'content');
  rmSync(content, { recursive: true });
  mkdirSync(content);
  workspace.write('broadsheet.config.ts', CONFIG);
  const desk: Desk = {
    sink,
    workspace,
    readers: (headline) =>
      sink.letters
        .filter(({ raw }) => raw.includes(`Subject: ${headline}\r\n`))
        .map(({ to }) => to),
    edition: (id, front) => {
      writeFileSync(join(content, `${id}.txt`), article(`Headline of ${id}`, front));
    },
    subscribe: async (csv) => {
      writeFileSync(join(workspace.folder, 'list.csv'), csv);
      await desk.at('2023-01-01T00:00Z', (io) => importSubscribers('list.csv', {}, io));
    },
    at: async (time, command, env = {}) => {
      const own = { CI: 'true', SMTP_URL: sink.url, ...env };
      const captured = captureIo({ cwd: workspace.folder, env: own, clock: () => new Date(time) });
      const code = await command(captured.io);
      return { code, out: captured.out(), notes: captured.notes() };
    },
  };
  await desk.subscribe('email\nada@example.com\n');
  return desk;
}
