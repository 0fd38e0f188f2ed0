/** Databases for tests on the PostgreSQL that the whole test run shares. */
import { afterAll, afterEach, beforeEach, inject } from 'vitest';

export interface Databases {
  /** Returns the URL of an empty database; it is the caller's until the test or the file ends. */
  url(): Promise<string>;
}

/** Gives tests databases. Call it before hooks whose clean-up still needs the database. */
export function usePostgres(): Databases {
  let inTest = false;
  const ofTest: string[] = [];
  const ofFile: string[] = [];
  beforeEach(() => {
    inTest = true;
  });
  afterEach(async () => {
    inTest = false;
    await giveBack(ofTest);
  });
  afterAll(() => giveBack(ofFile));
  return {
    url: async () => {
      const url = await take();
      (inTest ? ofTest : ofFile).push(url);
      return url;
    },
  };
}

async function take(): Promise<string> {
  const response = await fetch(inject('databases'));
  const text = await response.text();
  if (!response.ok) throw new Error(`No database could be made: ${text}`);
  return text;
}

async function giveBack(urls: string[]): Promise<void> {
  for (const url of urls.splice(0)) {
    await fetch(inject('databases') + encodeURIComponent(url), { method: 'DELETE' });
  }
}
