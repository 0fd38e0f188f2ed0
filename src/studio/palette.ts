/** What the palette gets from the studio: the server and the script share this file. */

export interface PaletteEntry {
  readonly label: string;
  /** A day, or whom a message is for. */
  readonly detail: string;
  /** From the studio's root. */
  readonly path: string;
}

export interface PaletteFound {
  readonly editions: readonly PaletteEntry[];
  readonly messages: readonly PaletteEntry[];
}

/** Returns the path of what the palette finds for a text; without one, the newest editions. */
export function palettePath(text: string): string {
  return `find.json?q=${encodeURIComponent(text)}`;
}
