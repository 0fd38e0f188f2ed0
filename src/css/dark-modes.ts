import { BLACK, invertLightness, lightness, WHITE, type Color } from './color.ts';

/** What a mail program makes of a text and the ground it stands on. */
export type Repaint = (seen: Seen) => Seen;

export interface Seen {
  readonly text: Color;
  readonly ground: Color;
}

/** Colours as they are written. */
export const asWritten: Repaint = (seen) => seen;

/** Gmail on Android, Outlook.com: what is light behind and what is dark in front is turned over. */
export const partlyInverted: Repaint = ({ text, ground }) => ({
  text: lightness(text) < 0.5 ? invertLightness(text) : text,
  ground: lightness(ground) > 0.5 ? invertLightness(ground) : ground,
});

/** Gmail on iOS, Outlook on Windows: everything is turned over. */
export const fullyInverted: Repaint = ({ text, ground }) => ({
  text: invertLightness(text),
  ground: invertLightness(ground),
});

/** The colour of a text, repainted; what can be seen through stays so. */
export function repaintText(text: Color, repaint: Repaint): Color {
  return { ...repaint({ text, ground: WHITE }).text, a: text.a };
}

/** The colour of a ground, repainted; what can be seen through stays so. */
export function repaintGround(ground: Color, repaint: Repaint): Color {
  return { ...repaint({ text: BLACK, ground }).ground, a: ground.a };
}
