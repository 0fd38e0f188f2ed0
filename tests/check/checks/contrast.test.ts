import { describe, expect, test } from 'vitest';
import { checkContrast } from '../../../src/check/checks/contrast.ts';
import { changed, finishedLetter, findings, sampleLetter, withMarkup } from './sample-letter.ts';
import { sampleConfig, sampleEdition } from '../../support/sample.ts';

const colored = (style: string) =>
  findings(checkContrast, withMarkup(`<p style="${style}">Words</p>`));

describe('contrast', () => {
  test('of the sample letter passes', () => {
    expect(findings(checkContrast)).toEqual([]);
  });

  test('of pale grey on white is reported with the mode, the colours and the ratio', () => {
    // In dark mode the same grey is easy to read.
    const [found = '', ...others] = colored('color: #999999');
    expect(others).toEqual([]);
    expect(found).toMatch(
      /^html\/contrast \| #999999 on #\w{6} in light mode, also in .* 2\.\d+ to 1/,
    );
    expect(found).toContain('<p style="color: #999999">Words');
  });

  test('is checked in dark mode separately', () => {
    const html = changed(
      /@media \(prefers-color-scheme: dark\) \{/,
      '$& h1.headline { color: #333333 !important; }',
    );
    expect(findings(checkContrast, html)).toMatchObject([
      expect.stringMatching(/#333333 on #\w{6} in dark mode \|/),
    ]);
  });

  test('is checked in partial inversion, which keeps a background of medium lightness', () => {
    // The text becomes white, and the background stays because it is not light enough.
    const [found] = colored('color: #000000; background: #00fa00');
    expect(found).toMatch(/#ffffff on #\w{6} in .*partial inversion/);
  });

  test.each([
    ['oklch(75% 0 0)', 'lab(100% 0 0)', '#aeaeae on #ffffff'],
    ['lch(50% 0 0)', 'oklab(60% 0 0)', '#777777 on #808080'],
    ['hwb(0 60% 40%)', 'color(srgb 1 1 1)', '#999999 on #ffffff'],
    ['#9998', '#fff', '#c9c9c9 on #ffffff'],
  ])('of %s on %s is reported', (text, background, colors) => {
    const [found] = colored(`color: ${text}; background: ${background}`);
    expect(found).toContain(`html/contrast | ${colors} in `);
  });

  test('of large text may be 3 to 1', () => {
    const grey = 'color: #8b8680; background: #ffffff';
    expect(colored(`${grey}; font-size: 16px`)).toHaveLength(1);
    expect(colored(`${grey}; font-size: 18.66px`)).toHaveLength(1);
    expect(colored(`${grey}; font-size: 18.66px; font-weight: bold`)).toEqual([]);
    expect(colored(`${grey}; font-size: 24px`)).toEqual([]);
  });

  test('of hidden text is not checked', () => {
    expect(colored('color: #fff; background: #fff; display: none')).toEqual([]);
    expect(colored('color: #fff; background: #fff')).toHaveLength(1);
  });

  test('takes opacity into account', () => {
    expect(colored('color: #000; background: #fff; opacity: 0.3')).toHaveLength(1);
  });

  test('is reported once for the same colours, with the number of elements', () => {
    const html = withMarkup('<p style="color:#aaa">One</p><p style="color:#aaa">Two</p>');
    expect(findings(checkContrast, html)).toEqual([expect.stringContaining(', 2 times')]);
  });

  test('of colours from the config is checked too', async () => {
    const config = sampleConfig({ theme: { colors: { dark: { muted: '#444444' } } } });
    const finished = await finishedLetter(sampleEdition(config), config);
    const found = checkContrast(sampleLetter(finished));
    expect(found.map(({ detail }) => detail)).toContainEqual(
      expect.stringMatching(/^#444444 on .* in dark mode/),
    );
  });
});
