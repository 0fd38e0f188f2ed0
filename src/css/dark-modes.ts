/** How mail programs change colours in dark mode. */
import { BLACK, invertLightness, lightness, WHITE, type Color } from './color.ts';

/** Returns the colours that a mail program shows for a text on its background. */
export type Repaint = (seen: Seen) => Seen;

export interface Seen {
  readonly text: Color;
  readonly background: Color;
}

/** Shows colours as they are written. */
export const asWritten: Repaint = (seen) => seen;

/** Gmail on Android and Outlook.com: light backgrounds and dark text are inverted. */
export const partlyInverted: Repaint = ({ text, background }) => ({
  text: lightness(text) < 0.5 ? invertLightness(text) : text,
  background: lightness(background) > 0.5 ? invertLightness(background) : background,
});

/** Gmail on iOS and Outlook on Windows: all colours are inverted. */
export const fullyInverted: Repaint = ({ text, background }) => ({
  text: invertLightness(text),
  background: invertLightness(background),
});

/** Repaints the colour of a text; its alpha stays. */
export function repaintText(text: Color, repaint: Repaint): Color {
  return { ...repaint({ text, background: WHITE }).text, alpha: text.alpha };
}

/** Repaints the colour of a background; its alpha stays. */
export function repaintBackground(background: Color, repaint: Repaint): Color {
  return { ...repaint({ text: BLACK, background }).background, alpha: background.alpha };
}
