import { html } from 'hono/html';
import { FRAMES, variantFile, VIEWS, type Look } from '../look.ts';
import type { Markup } from './layout.ts';

/** Returns a letter at each width. Nothing in a frame can run, or reach the page around it. */
export function letterFrames(look: Look): Markup {
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
