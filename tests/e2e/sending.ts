/** The sample newsletter with its list of 25, for each test. */
import { beforeEach } from 'vitest';
import { makeNewsletter, SAMPLE_LIST, type Newsletter, type Ran } from '../support/newsletter.ts';

let current: Newsletter | undefined;

/** Returns the newsletter of the test that runs. */
export function newsletter(): Newsletter {
  if (!current) throw new Error('There is no newsletter outside a test.');
  return current;
}

/** Gives each test of the file a newsletter; deferred letters stay deferred. */
export function useSending(): void {
  beforeEach(async () => {
    current = makeNewsletter();
    await current.run(['subscribers', 'import', SAMPLE_LIST]);
    current.configure('delivery: { retry: { patienceMinutes: 0 } }');
  });
}

/** Sends the newest edition through the server at a URL. */
export function send(url: string, ...args: readonly string[]): Promise<Ran> {
  return newsletter().run(['send', '--yes', ...args], { SMTP_URL: url });
}
