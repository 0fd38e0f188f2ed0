/** A newsletter with a site and an outbox, whose mails go to a real SMTP server. */
import { loadConfig } from '../../../src/config/load.ts';
import { openOutbox, type OpenOutbox } from '../../../src/app/outbox/outbox.ts';
import type { MailEvent } from '../../../src/app/outbox/drain.ts';
import { openStoreOf, openWorkspace } from '../../../src/app/workspace.ts';
import type { Environment } from '../../../src/config/environment.ts';
import type { Store } from '../../../src/store/open.ts';
import type { SiteMail } from '../../../src/subscribers/outbox.ts';
import { makeNewsletter, type Newsletter } from '../../support/newsletter.ts';

export const SECRET = '0123456789abcdef0123456789abcdef';
export const SITE = 'https://letters.example.com';

export interface OutboxBench {
  readonly newsletter: Newsletter;
  readonly store: Store;
  readonly events: MailEvent[];
  now: Date;
  /** Opens the outbox anew, as another process would. */
  open(env?: Environment): Promise<OpenOutbox>;
  /** Puts somebody on the list, and returns their reader id. */
  reader(email: string): Promise<string>;
  queue(to: string, mail: SiteMail, locale?: string): Promise<void>;
  close(): Promise<void>;
}

export async function openBench(
  url: string,
  settings = `site: { url: '${SITE}', mails: {} }`,
): Promise<OutboxBench> {
  const newsletter = makeNewsletter();
  newsletter.configure(settings);
  const env = { SMTP_URL: url, BROADSHEET_SECRET: SECRET };
  const events: MailEvent[] = [];
  const opened: OpenOutbox[] = [];
  const clock = () => bench.now;
  const workspace = openWorkspace({ cwd: newsletter.folder, env, clock });
  const config = await loadConfig(workspace.root);
  const store = await openStoreOf(workspace);
  const bench: OutboxBench = {
    newsletter,
    store,
    events,
    now: new Date('2023-06-14T10:00:00Z'),
    open: async (own = {}) => {
      const there = { ...workspace, env: { ...env, ...own } };
      const outbox = await openOutbox(there, config, store, (event) => events.push(event));
      opened.push(outbox);
      return outbox;
    },
    reader: async (email) => {
      await store.subscribers.save([{ email, attributes: {} }]);
      const reader = await store.readers.findByEmail(email);
      if (!reader) throw new Error(`${email} is not on the list.`);
      return reader.readerId;
    },
    queue: (to, mail, locale) =>
      store.outbox.add([{ to, mail, ...(locale !== undefined && { locale }) }]),
    close: async () => {
      for (const outbox of opened) await outbox.close();
      await store.close();
    },
  };
  return bench;
}

/** A signal that never comes. */
export const ON = new AbortController().signal;
