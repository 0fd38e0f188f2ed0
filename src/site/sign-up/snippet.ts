/** The form as another page contains it: plain HTML, and a script that saves a click. */
import { html } from 'hono/html';
import type { Site } from '../options.ts';
import type { SignUpWords } from '../wording/sign-up-words.ts';
import { TICKET } from './judge.ts';

export interface Snippet {
  readonly form: string;
  readonly script: string;
}

/** Returns the form, with a name that the record of consent keeps, and the script for it. */
export async function snippetFor(
  { settings, newsletter }: Pick<Site, 'settings' | 'newsletter'>,
  words: SignUpWords,
  name: string,
): Promise<Snippet> {
  const action = `${settings.url}/subscribe`;
  // prettier-ignore
  const topics = Object.entries(newsletter.topics).map(
    ([topic, label]) =>
      html`  <label><input type="checkbox" name="topics" value="${topic}"> ${label}</label>
`,
  );
  // prettier-ignore
  const form = await html`<form method="post" action="${action}">
  <input type="hidden" name="form" value="${name}">
  <input type="hidden" name="${TICKET}" value="">
  <label>${words.email} <input type="email" name="email" autocomplete="email" required></label>
${topics}  <button>${words.subscribe}</button>
  <p>${words.agree.replace('{name}', () => newsletter.name)}</p>
</form>`;
  const script = `<script>
  for (const form of document.querySelectorAll('form[action="${action}"]')) {
    form.addEventListener('focusin', async () => {
      const url = form.action + '?form=' + form.elements.form.value;
      const answer = await fetch(url, { headers: { Accept: 'application/json' } });
      form.elements.${TICKET}.value = (await answer.json()).ticket;
    }, { once: true });
  }
</script>`;
  // Plain text, so that a page which shows it escapes it.
  return { form: form.toString(), script };
}
