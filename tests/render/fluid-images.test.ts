import { describe, expect, test } from 'vitest';
import { fluidImages } from '../../src/render/inline.ts';

describe('pictures that scale with the screen', () => {
  test('a picture with a fixed height scales with the screen and keeps its attributes', () => {
    const img =
      '<img alt="a > b" src="x.jpg" style="border:0;line-height:20px;height:384px;width:100%;max-height:400px;" width="576" height="384" />';
    expect(fluidImages(`<p style="height:384px">${img}</p>`)).toBe(
      `<p style="height:384px">${img.replace(';height:384px', ';height:auto')}</p>`,
    );
  });

  test('a picture inside comments for Outlook is unchanged', () => {
    const html = '<!--[if mso]><img style="height:20px" height="20"><![endif]-->';
    expect(fluidImages(html)).toBe(html);
    const around = `<!--[if !mso]><!--><img style="height:20px" height="20"><!--<![endif]-->`;
    expect(fluidImages(around)).toContain('<img style="height:auto" height="20">');
  });

  test('a picture without a fixed height is unchanged', () => {
    const html = '<img style="height:auto" height="20"><img height="20">';
    expect(fluidImages(html)).toBe(html);
  });
});
