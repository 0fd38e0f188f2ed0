import { describe, expect, test } from 'vitest';
import { DEVICES } from '../../src/studio/devices.ts';
import {
  captionOf,
  EDITION_TABS,
  fieldsOf,
  FRAMES,
  frameWidth,
  lookOf,
  WIDTHS,
} from '../../src/studio/look.ts';

const look = (fields: Readonly<Record<string, string>>) =>
  lookOf((name) => fields[name], EDITION_TABS);

describe('the width of a letter', () => {
  test('is that of its view, unless another is chosen', () => {
    expect(frameWidth(look({ view: 'tablet' }), 'tablet')).toBe(FRAMES.tablet);
    expect(frameWidth(look({ view: 'tablet', width: '512' }), 'tablet')).toBe(512);
    expect(frameWidth(look({ view: 'tablet', width: '512' }), 'phone')).toBe(FRAMES.phone);
    expect(frameWidth(look({ view: 'all', width: '512' }), 'phone')).toBe(FRAMES.phone);
  });

  test.each(['-1', '1e3', ' 400', '0x190', '999999', 'NaN', '12.5', ''])(
    'that is no number of px counts as none: "%s"',
    (width) => {
      expect(look({ width }).width).toBeUndefined();
    },
  );

  test('that is too small or too large becomes the nearest possible one', () => {
    expect(look({ width: '0' }).width).toBe(WIDTHS.min);
    expect(look({ width: '99999' }).width).toBe(WIDTHS.max);
  });

  test('is that of a device, in the frame of its kind, if one is chosen', () => {
    const chosen = look({ view: 'desktop', width: '900', device: 'ipad-mini' });
    expect(chosen).toMatchObject({ view: 'tablet', width: undefined, device: 'ipad-mini' });
    expect(frameWidth(chosen, 'tablet')).toBe(DEVICES['ipad-mini'].width);
    expect(captionOf(chosen, 'tablet')).toBe('iPad mini, 744 px × 2');
    expect(captionOf(chosen, 'phone')).toBe('Phone, 375 px');
    for (const device of ['__proto__', 'toString', 'iPad'])
      expect(look({ device }).device).toBeUndefined();
  });

  test('is kept in the fields of a link', () => {
    for (const fields of [{ width: '512' }, { device: 'pixel-9' }, {}]) {
      const chosen = look(fields);
      expect(look(fieldsOf(chosen))).toEqual(chosen);
    }
  });

  test('every device can be shown, and is in the list by its width', () => {
    const widths = Object.values(DEVICES).map(({ width }) => width);
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    for (const width of widths) {
      expect(width).toBeGreaterThanOrEqual(WIDTHS.min);
      expect(width).toBeLessThanOrEqual(WIDTHS.max);
    }
  });
});
