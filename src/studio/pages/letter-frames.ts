import { html } from 'hono/html';
import { captionOf, FRAMES, frameWidth, variantFile, type FrameName, type Look } from '../look.ts';
import type { Markup } from './layout.ts';

/** Returns a letter at each width. Nothing in a frame can run, or reach the page around it. */
export function letterFrames(look: Look): Markup {
  return html`<div class="stage" tabindex="-1">
    ${(Object.keys(FRAMES) as FrameName[]).map((frame) => letterFrame(look, frame))}
  </div>`;
}

function letterFrame(look: Look, frame: FrameName): Markup {
  const width = frameWidth(look, frame);
  return html`<figure
    class="frame frame-${frame}"
    style="--width:${width}"
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
    <figcaption>${captionOf(look, frame)}</figcaption>
  </figure>`;
}
