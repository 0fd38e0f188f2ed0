import type { Config } from '../config/schema.ts';

export interface Palette {
  readonly ground: string;
  readonly paper: string;
  readonly panel: string;
  readonly ink: string;
  readonly muted: string;
  readonly rule: string;
  readonly accent: string;
}

const LIGHT: Palette = {
  ground: '#f3f0e9',
  paper: '#ffffff',
  panel: '#f8f5ee',
  ink: '#1c1a17',
  muted: '#5f5a52',
  rule: '#d8d2c6',
  accent: '#9a1b1e',
};

const DARK: Palette = {
  ground: '#121110',
  paper: '#1b1a18',
  panel: '#242220',
  ink: '#ece8e1',
  muted: '#b4ada2',
  rule: '#3d3a36',
  accent: '#ff9a8f',
};

export interface Colors {
  readonly light: Palette;
  readonly dark: Palette;
}

/** Returns the colours of a newsletter: its own, with the defaults for the rest. */
export function colorsOf({ theme: { colors } }: Config): Colors {
  return { light: merge(LIGHT, colors.light), dark: merge(DARK, colors.dark) };
}

function merge(base: Palette, own: Config['theme']['colors']['light'] = {}): Palette {
  return { ...base, ...Object.fromEntries(Object.entries(own).filter(([, color]) => color)) };
}
