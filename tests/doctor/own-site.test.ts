import { expect, test } from 'vitest';
import { checkSite } from '../../src/doctor/checks/site.ts';
import { checkUnsubscribe } from '../../src/doctor/checks/unsubscribe.ts';
import { useRunningSite } from '../site/running-site.ts';
import { SECRET, useSite } from '../site/site-rig.ts';
import { codes, contextOf } from './context.ts';

/** The doctor asks the site that `broadsheet serve` runs. */
const rig = useSite();
const running = useRunningSite(rig);

const context = (path = '', secret = SECRET) =>
  contextOf(
    { site: { url: `http://127.0.0.1:${running.port()}${path}` } },
    { env: { BROADSHEET_SECRET: secret }, fetch },
  );

test('finds the site, and unsubscribes nobody', async () => {
  await rig.add('ada@example.net');
  expect(codes(await checkSite(context()))).toEqual(['done']);
  expect(codes(await checkUnsubscribe(context()))).toEqual(['done']);
  expect(await rig.store().query('select * from departures')).toEqual([]);
  const ada = await rig.store().readers.findByEmail('ada@example.net');
  expect(ada?.state.kind).toBe('active');
});

test('finds a site with another secret, whose links in letters would not work', async () => {
  const found = await checkUnsubscribe(context('', 'b'.repeat(40)));
  expect(codes(found)).toEqual(['unsubscribe/answer']);
  expect(JSON.stringify(found)).toContain('the same BROADSHEET_SECRET');
});

test('finds a path that the site does not have', async () => {
  expect(codes(await checkSite(context('/other')))).toEqual(['site/path', 'site/answer']);
});
