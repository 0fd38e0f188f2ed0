import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { finishedFor } from '../../src/app/checks/check.ts';
import { prepareEdition } from '../../src/app/prepare/prepare.ts';
import { sendTest } from '../../src/app/send/test.ts';
import { openDesk } from '../../src/app/studio/desk.ts';
import { openWorkspace, type Workspace } from '../../src/app/workspace.ts';
import { anyToken } from '../../src/letter/token.ts';
import { personalise } from '../../src/letter/letter.ts';
import { openMaildir, type Maildir } from '../../src/mailbox/maildir.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import type { Subscriber } from '../../src/subscribers/subscriber.ts';
import { makeNewsletter, SAMPLE_ID as ID } from '../support/newsletter.ts';

/** A letter of a newsletter with a site, made out to a reader, in the ways others get to see it. */
let workspace: Workspace;
let store: Store;
let maildir: Maildir;
let ada: Subscriber;

beforeEach(async () => {
  const newsletter = makeNewsletter();
  newsletter.configure(`site: { url: 'https://letters.example.com' }`);
  const clock = () => new Date('2023-06-15T10:00:00Z');
  const env = { BROADSHEET_SECRET: 'a-secret-of-thirty-two-letters-and-more' };
  workspace = openWorkspace({ cwd: newsletter.folder, env, clock });
  store = await openStore({ kind: 'sqlite', file: ':memory:' }, clock);
  maildir = await openMaildir(join(newsletter.folder, '.broadsheet', 'mailbox'));
  await store.subscribers.save([{ email: 'ada@example.com', name: 'Ada', attributes: {} }]);
  const [found] = await store.subscribers.search('', 1);
  if (!found) throw new Error('The list is empty.');
  ada = found;
});
afterEach(() => store.close());

/** The readers that the tokens and ids of a letter name. */
async function namedIn(letter: string): Promise<readonly string[]> {
  const tokens = letter.replaceAll('=\r\n', '').match(anyToken()) ?? [];
  expect(tokens.length).toBeGreaterThan(0);
  const ids = tokens.map((token) => token.split('.')[2] ?? '');
  const found = await Promise.all(ids.map((id) => store.readers.find(id)));
  return found.flatMap((reader) => (reader ? [reader.email] : []));
}

describe('the links of a reader’s letter', () => {
  test('open the reader’s page in the letter that they get', async () => {
    const { rendered, composed } = await prepareEdition(workspace, ID);
    const { html } = personalise(rendered, composed.sender, ada);
    expect(new Set(await namedIn(html))).toEqual(new Set(['ada@example.com']));
  });

  test('open nobody’s page in the letter that is checked and given to a spam filter', async () => {
    const { html, text, raw } = finishedFor(await prepareEdition(workspace, ID), ada, true);
    expect(await namedIn(html + text + raw.toString('latin1'))).toEqual([]);
    expect(raw.toString('latin1')).not.toContain(ada.readerId);
  });

  test('open nobody’s page in the studio, where the letter is made out to them', async () => {
    const made = await openDesk({ workspace, store, maildir }).build(ID);
    if (!made.ok) throw new Error(JSON.stringify(made.failure));
    const { recipient, html, text, raw } = await made.build.letter(ada.id);
    expect(recipient).toBe('Ada <ada@example.com>');
    expect(await namedIn(html + text + raw.toString('latin1'))).toEqual([]);
    expect(raw.toString('latin1')).not.toContain(ada.readerId);
  });

  test('open nobody’s page in a test that an editor receives', async () => {
    expect(await sendTest(workspace, ID, 'editor@example.com', ada)).toMatchObject({ ok: true });
    const [name = ''] = await maildir.list();
    const raw = (await maildir.read(name))?.toString('latin1') ?? '';
    expect(raw).toContain('Ada <editor@example.com>');
    expect(await namedIn(raw)).toEqual([]);
    expect(raw).not.toContain(ada.readerId);
  });
});
