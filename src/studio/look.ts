/**
 * The ways to look at a letter: choices of a page's form, fields of its query, and names of a
 * frame's files. The server and the script share this file. The first choice is the default.
 */
import { deviceOf, DEVICES, type DeviceName } from './devices.ts';

export const VIEWS = {
  desktop: 'Desktop',
  tablet: 'Tablet',
  phone: 'Phone',
  all: 'All',
} as const;

/** The frames, and how wide each is unless another width is chosen, in px. */
export const FRAMES = { desktop: 760, tablet: 600, phone: 375 } as const;

/** How narrow and how wide a frame can be made, in px. */
export const WIDTHS = { min: 240, max: 1600 } as const;

/** Light; dark as it was authored; or repainted, in part or completely, as mail programs do. */
export const MODES = {
  light: 'Light',
  dark: 'Dark',
  partial: 'Partly inverted',
  full: 'Fully inverted',
} as const;

/** What an edition's page shows, one at a time. */
export const EDITION_TABS = {
  letter: 'Letter',
  text: 'Plain text',
  inbox: 'Inbox',
  programs: 'Mail programs',
  html: 'HTML',
  mjml: 'MJML',
  message: 'Message',
  headers: 'Headers',
  size: 'Size',
  spam: 'Spam',
} as const;

/** What the page of a caught message shows, one at a time. */
export const MESSAGE_TABS = {
  letter: 'Letter',
  text: 'Text',
  headers: 'Headers',
  message: 'Source',
} as const;

export type ViewName = keyof typeof VIEWS;
export type FrameName = keyof typeof FRAMES;
export type ColourMode = keyof typeof MODES;
export type EditionTab = keyof typeof EDITION_TABS;
export type MessageTab = keyof typeof MESSAGE_TABS;
export type Choices<T extends string> = Readonly<Record<T, string>>;

/** Which HTML of a letter a frame shows. */
export interface Variant {
  readonly mode: ColourMode;
  /** Whether its pictures are shown, or the words that stand for them. */
  readonly pictures: boolean;
  /** Whether its <style> elements count: a forwarded letter loses them. */
  readonly styles: boolean;
}

export interface Look<Tab extends string = string> extends Variant {
  readonly view: ViewName;
  /** How wide the frame of the view is, in px, if it is not as wide as usual. */
  readonly width: number | undefined;
  /** The device whose width it is. */
  readonly device: DeviceName | undefined;
  readonly tab: Tab;
}

/** Reads a look from the fields of a query or a form; an unknown value counts as the default. */
export function lookOf<Tab extends string>(
  field: (name: keyof Look) => unknown,
  tabs: Choices<Tab>,
): Look<Tab> {
  const device = deviceOf(field('device'));
  const view = device ? DEVICES[device].view : pick(VIEWS, field('view'));
  return {
    view,
    width: device || view === 'all' ? undefined : widthOf(field('width')),
    device,
    mode: pick(MODES, field('mode')),
    pictures: field('pictures') !== 'off',
    styles: field('styles') !== 'off',
    tab: pick(tabs, field('tab')),
  };
}

/** Reads a width in px; undefined if it is none, the nearest possible if it is too small or large. */
function widthOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,5}$/.test(text)) return undefined;
  return clampedWidth(Number(text));
}

/** Returns the nearest possible width, in whole px. */
export function clampedWidth(width: number): number {
  return Math.round(Math.min(WIDTHS.max, Math.max(WIDTHS.min, width)));
}

/** Returns how wide a frame is in a look, in px. */
export function frameWidth({ view, width, device }: Look, frame: FrameName): number {
  if (view !== frame) return FRAMES[frame];
  return device ? DEVICES[device].width : (width ?? FRAMES[frame]);
}

/** Returns what a frame shows, in words: Phone, 375 px; or Pixel 9, 412 px × 2.625, with the screen's pixels to a px. */
export function captionOf(look: Look, frame: FrameName): string {
  const device = look.view === frame && look.device ? DEVICES[look.device] : undefined;
  const size = `${frameWidth(look, frame)} px`;
  return device ? `${device.name}, ${size} × ${device.ratio}` : `${VIEWS[frame]}, ${size}`;
}

function pick<T extends string>(choices: Choices<T>, asked: unknown): T {
  const known = Object.keys(choices) as [T, ...T[]];
  return known.find((choice) => choice === asked) ?? known[0];
}

/** Returns a look as the fields that `lookOf` reads. */
export function fieldsOf(look: Look): Readonly<Record<keyof Look, string>> {
  const { pictures, styles, width, device } = look;
  return {
    ...look,
    width: width === undefined ? '' : String(width),
    device: device ?? '',
    pictures: pictures ? 'on' : 'off',
    styles: styles ? 'on' : 'off',
  };
}

const FILE = /^(\w+?)(-no-pictures)?(-no-styles)?\.html$/;

/** Reads a file's name, such as dark-no-pictures.html; undefined if it is not a variant's. */
export function variantOf(file: string): Variant | undefined {
  const [, name, noPictures, noStyles] = FILE.exec(file) ?? [];
  const mode = Object.keys(MODES).find((each) => each === name);
  if (mode === undefined) return undefined;
  return {
    mode: mode as ColourMode,
    pictures: noPictures === undefined,
    styles: noStyles === undefined,
  };
}

/** Returns every variant. */
export function variants(): readonly Variant[] {
  const both = [true, false];
  return (Object.keys(MODES) as ColourMode[]).flatMap((mode) =>
    both.flatMap((pictures) => both.map((styles) => ({ mode, pictures, styles }))),
  );
}

/** Names the file of a variant. */
export function variantFile({ mode, pictures, styles }: Variant): string {
  return `${mode}${pictures ? '' : '-no-pictures'}${styles ? '' : '-no-styles'}.html`;
}
