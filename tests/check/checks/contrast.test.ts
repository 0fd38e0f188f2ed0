import { describe, expect, test } from 'vitest';
import { checkContrast } from '../../../src/check/checks/contrast.ts';
import { changed, finishedLetter, findings, sampleLetter, withMarkup } from './sample-letter.ts';
import { sampleConfig, sampleEdition } from '../../support/sample.ts';

const colored = (style: string) =>
  findings(checkContrast, withMarkup(`<p style="${style}">Words</p>`));

describe('contrast', () => {
  test('is enough everywhere in the sample letter', () => {
    expect(findings(checkContrast)).toEqual([]);
  });

  test('of pale grey on white is told with the mode, the colours and the ratio', () => {
    // On a dark ground of the dark mode the same grey is easy to read.
    const [found = '', ...others] = colored('color: #999999');
    expect(others).toEqual([]);
    expect(found).toMatch(
      /^html\/contrast \| #999999 on #\w{6} in light mode, also in .* 2\.\d+ to 1/,
    );
    expect(found).toContain('<p style="color: #999999">Words');
  });

  test('in dark mode is looked at by itself', () => {
    const html = changed(
      /@media \(prefers-color-scheme: dark\) \{/,
      '$& h1.headline { color: #333333 !important; }',
    );
    expect(findings(checkContrast, html)).toMatchObject([
      expect.stringMatching(/#333333 on #\w{6} in dark mode \|/),
    ]);
  });

  test('in partial inversion is lost where a middling ground is left as it is', () => {
    // The text is turned to white, the ground, not quite a light one, stays.
    const [found] = colored('color: #000000; background: #00fa00');
    expect(found).toMatch(/#ffffff on #\w{6} in .*partial inversion/);
  });

  test('of large text need only be 3 to 1', () => {
    const grey = 'color: #8b8680; background: #ffffff';
    expect(colored(`${grey}; font-size: 16px`)).toHaveLength(1);
    expect(colored(`${grey}; font-size: 18.66px`)).toHaveLength(1);
    expect(colored(`${grey}; font-size: 18.66px; font-weight: bold`)).toEqual([]);
    expect(colored(`${grey}; font-size: 24px`)).toEqual([]);
  });

  test('does not matter for what is hidden', () => {
    expect(colored('color: #fff; background: #fff; display: none')).toEqual([]);
    expect(colored('color: #fff; background: #fff')).toHaveLength(1);
  });

  test('counts half-seen text as it is seen', () => {
    expect(colored('color: #000; background: #fff; opacity: 0.3')).toHaveLength(1);
  });

  test('is told once for a colour, however often it is used', () => {
    const html = withMarkup('<p style="color:#aaa">One</p><p style="color:#aaa">Two</p>');
    expect(findings(checkContrast, html)).toEqual([expect.stringContaining(', 2 times')]);
  });

  test('of colours of the config is looked at like any other', async () => {
    const config = sampleConfig({ theme: { colors: { dark: { muted: '#444444' } } } });
    const finished = await finishedLetter(sampleEdition(config), config);
    const found = checkContrast(sampleLetter(finished));
    expect(found.map(({ detail }) => detail)).toContainEqual(
      expect.stringMatching(/^#444444 on .* in dark mode/),
    );
  });
});
