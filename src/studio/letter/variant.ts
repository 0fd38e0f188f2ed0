import type { Who } from '../desk.ts';

/** The ways in which a letter can be looked at, and what their files are called. */
export const MODES = ['light', 'dark', 'partial', 'full'] as const;

/** Light, dark as it was authored, or repainted as mail programs do: in part, or all of it. */
export type Mode = (typeof MODES)[number];

export interface Variant {
  readonly mode: Mode;
  /** Whether its pictures are shown, or the words that stand for them. */
  readonly pictures: boolean;
  /** Whether its <style> elements count: a forwarded letter loses them. */
  readonly styles: boolean;
}

const FILE = /^(light|dark|partial|full)(-no-pictures)?(-no-styles)?\.html$/;

/** The variant that a file is: dark-no-pictures.html; undefined for another file. */
export function variantOf(file: string): Variant | undefined {
  const [, mode, noPictures, noStyles] = FILE.exec(file) ?? [];
  if (mode === undefined) return undefined;
  return {
    mode: mode as Mode,
    pictures: noPictures === undefined,
    styles: noStyles === undefined,
  };
}

export function variantFile({ mode, pictures, styles }: Variant): string {
  return `${mode}${pictures ? '' : '-no-pictures'}${styles ? '' : '-no-styles'}.html`;
}

/** Whose letter a piece of the path names. */
export function whoOf(text: string): Who | undefined {
  if (text === 'nobody' || text === 'longest') return text;
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
