import { defineConfig } from 'broadsheet';

export default defineConfig({
  name: 'The Politics Briefing',
  from: { name: 'The Politics Briefing', email: 'briefing@example.com' },
  replyTo: 'desk@example.com',
  postalAddress: 'The Politics Briefing, 1 Example Square, Springfield',
  timeZone: 'America/New_York',
  locale: 'en-US',
  links: { home: 'https://example.com/' },
  reason: 'You get this because you asked for the daily politics briefing.',
});
