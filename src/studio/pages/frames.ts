import { html } from 'hono/html';
import { variantFile } from '../letter/variant.ts';
import type { Markup } from './layout.ts';
import { FRAMES, VIEWS, type Look } from './look.ts';

/** A letter at each width. Nothing in a frame can run, and nothing in it reaches the page. */
export function letterFrames(look: Look<string>): Markup {
  return html`<div class="stage" tabindex="-1">
    ${Object.entries(FRAMES).map(
      ([frame, width]) =>
        html`<figure
          class="frame frame-${frame}"
          ${look.view !== frame && look.view !== 'all' && 'hidden'}
        >
          <iframe
            class="letter"
            data-frame="${frame}"
            title="The letter, ${width} pixels wide"
            width="${width}"
            sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
            loading="lazy"
            src="${variantFile(look)}"
          ></iframe>
          <figcaption>${VIEWS[frame as keyof typeof FRAMES]}, ${width} px</figcaption>
        </figure>`,
    )}
  </div>`;
}
