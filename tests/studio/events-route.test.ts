import { expect, test } from 'vitest';
import { eventRoutes } from '../../src/studio/routes/events.ts';
import { QUIET } from './newsroom.ts';

/** The route, and how many pages listen through it. */
function openEvents() {
  let listening = 0;
  const app = eventRoutes({
    ...QUIET,
    listen: () => {
      listening++;
      return () => {
        listening--;
      };
    },
  });
  return { app, listening: () => listening };
}

test('a page listens until its request is given up', async () => {
  const { app, listening } = openEvents();
  const answer = await app.request('/events');
  const reader = answer.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('retry:');
  expect(listening()).toBe(1);
  await reader?.cancel();
  await expect.poll(listening).toBe(0);
});

test('a request for the head alone leaves nobody listening', async () => {
  const { app, listening } = openEvents();
  const answer = await app.request('/events', { method: 'HEAD' });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  expect(listening()).toBe(0);
});
