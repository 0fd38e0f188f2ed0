/** Devices that letters are read on. The server and the script share this file. */

export interface Device {
  readonly name: string;
  /** Of its screen when it is held upright, in px of CSS. */
  readonly width: number;
  /** Pixels of its screen to a px of CSS. */
  readonly ratio: number;
  /** The frame that shows a letter at this width. */
  readonly view: 'desktop' | 'tablet' | 'phone';
}

/** From narrow to wide, as their makers and the tools of browsers list them. */
export const DEVICES = {
  'iphone-5': { name: 'iPhone 5', width: 320, ratio: 2, view: 'phone' },
  'galaxy-fold': { name: 'Galaxy Z Fold5, closed', width: 344, ratio: 2.625, view: 'phone' },
  'galaxy-s25': { name: 'Galaxy S25', width: 360, ratio: 3, view: 'phone' },
  'iphone-se': { name: 'iPhone SE', width: 375, ratio: 2, view: 'phone' },
  'iphone-16e': { name: 'iPhone 16e', width: 390, ratio: 3, view: 'phone' },
  'iphone-16': { name: 'iPhone 16', width: 393, ratio: 3, view: 'phone' },
  'pixel-9': { name: 'Pixel 9', width: 412, ratio: 2.625, view: 'phone' },
  'iphone-16-pro-max': { name: 'iPhone 16 Pro Max', width: 440, ratio: 3, view: 'phone' },
  'ipad-mini': { name: 'iPad mini', width: 744, ratio: 2, view: 'tablet' },
  ipad: { name: 'iPad', width: 820, ratio: 2, view: 'tablet' },
  'ipad-pro-13': { name: 'iPad Pro 13-inch', width: 1032, ratio: 2, view: 'tablet' },
  laptop: { name: 'Laptop, full window', width: 1366, ratio: 1, view: 'desktop' },
  'macbook-air': { name: 'MacBook Air, full window', width: 1470, ratio: 2, view: 'desktop' },
} as const satisfies Readonly<Record<string, Device>>;

export type DeviceName = keyof typeof DEVICES;

/** Finds a device by its name in a form; undefined if there is none. */
export function deviceOf(asked: unknown): DeviceName | undefined {
  return (Object.keys(DEVICES) as DeviceName[]).find((name) => name === asked);
}
