/** For the editor: the form to paste into another page. */
import { html } from 'hono/html';
import type { Speech } from '../language.ts';
import type { Site } from '../options.ts';
import type { Snippet } from '../sign-up/snippet.ts';
import type { SignUpWords } from '../wording/sign-up-words.ts';
import { layout, type Markup } from './layout.ts';

/** Returns the page that shows the HTML of the form. */
export function embedPage(site: Site, speech: Speech<SignUpWords>, snippet: Snippet): Markup {
  const { embed } = speech.words;
  const main = html`<section class="card lead">
    <h1>${embed.title}</h1>
    <p>${embed.formNote}</p>
    ${codeBlock(embed.title, snippet.form)}
    <p>${embed.scriptNote}</p>
    ${codeBlock(embed.script, snippet.script)}
    <p class="quiet start">${embed.settingNote}</p>
  </section>`;
  return layout(site, { title: embed.title, speech, main });
}

/** It can be scrolled by keyboard. */
function codeBlock(label: string, code: string): Markup {
  return html`<pre
    dir="ltr"
    tabindex="0"
    role="region"
    aria-label="${label}"
  ><code>${code}</code></pre>`;
}
