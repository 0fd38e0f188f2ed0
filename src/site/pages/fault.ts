/** Pages about requests that lead nowhere. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import { phrase } from '../../config/wording.ts';
import { speechFor } from '../language.ts';
import type { Site } from '../options.ts';
import { FRAME } from '../wording/frame.ts';
import { layout, type Markup } from './layout.ts';

export type Fault =
  'notFound' | 'badLink' | 'notAllowed' | 'tooLarge' | 'foreign' | 'unavailable' | 'fault';

/** Returns the page about a request that led nowhere, in the language of the browser. */
export function faultPage(site: Site, context: Context, fault: Fault): Markup {
  const speech = speechFor(FRAME, context, site.newsletter);
  const { words } = speech;
  const title = words[fault];
  const main = html`<article class="card">
    <h1>${title}</h1>
    <p>${words[`${fault}Text`]}</p>
    <p class="quiet">${phrase(words.contact, { email: site.newsletter.contact })}</p>
  </article>`;
  return layout(site, { title, speech, main });
}
