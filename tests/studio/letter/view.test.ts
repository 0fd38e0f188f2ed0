import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, test } from 'vitest';
import { contrastRatio, parseColor, toHex } from '../../../src/css/color.ts';
import { elementTag } from '../../../src/check/reporting.ts';
import { personalise } from '../../../src/letter/letter.ts';
import { withPictures } from '../../../src/browser/letter-page.ts';
import { letterView, type ViewParts } from '../../../src/studio/letter/view.ts';
import {
  MODES,
  variantFile,
  variantOf,
  type ColourMode,
  type Variant,
} from '../../../src/studio/look.ts';
import { problem, type Problem } from '../../../src/base/problem.ts';
import { render, sampleSender } from '../../support/sample.ts';

const EVERY_MODE = Object.keys(MODES) as ColourMode[];
const AS_SENT: Variant = { mode: 'light', pictures: true, styles: true };
const DARK = '<style>@media ( prefers-color-scheme:dark ) { p { color: #fff } }</style>';
const ASKING = /prefers-color-scheme/;

function view(html: string, variant: Partial<Variant> = {}, own: Partial<ViewParts> = {}): string {
  const { pictures = new Map(), ...settings } = { problems: [], online: false, ...own };
  const shown = letterView(html, { ...settings, variant: { ...AS_SENT, ...variant } });
  return variant.pictures === false ? shown : withPictures(shown, pictures);
}

const about = (element: string): Problem => problem('html/alt', undefined, { element });

let letter: string;
beforeAll(async () => {
  const ada = { email: 'ada@example.com', name: 'Ada Abbot', attributes: {} };
  letter = personalise(await render(), sampleSender(), ada).html;
});

describe('the colour scheme', () => {
  test('a letter is shown in the chosen scheme, whatever the browser prefers', () => {
    const meta = '<meta content="light dark" name=color-scheme>';
    const light = view(`${meta}${DARK}<p>A`);
    const dark = view(`${meta}${DARK}<p>A`, { mode: 'dark' });
    expect(light).not.toMatch(ASKING);
    expect(dark).not.toMatch(ASKING);
    expect(light).toContain('@media (max-width:0px)');
    expect(dark).toContain('@media (min-width:0px)');
    expect(light).toContain('<meta name="color-scheme" content="light">');
    expect(dark).toContain('<meta name="color-scheme" content="dark">');
  });

  test('a letter that does not declare dark support keeps its scheme', () => {
    const meta = '<meta name="color-scheme" content="only light">';
    expect(view(meta, { mode: 'dark' })).toContain(meta);
  });

  test('media attributes of <style> and <source> follow the chosen scheme', () => {
    const asked = '(prefers-color-scheme: dark)';
    const html = `<style media="${asked}">p{}</style><source media="${asked}" srcset="a.png">`;
    expect(view(html, { mode: 'dark' })).not.toMatch(ASKING);
  });

  test('a media query in the text of an article stays', () => {
    expect(view(`<p>We explain (prefers-color-scheme: dark) today.`)).toMatch(ASKING);
  });
});

test('a letter in light mode is not changed, except for its scheme and its head', () => {
  const shown = view(letter);
  for (const comment of letter.match(/<!--[\s\S]*?-->/g) ?? []) expect(shown).toContain(comment);
  expect(shown.slice(shown.indexOf('<body'))).toBe(letter.slice(letter.indexOf('<body')));
});

test('conditional comments stay in a repainted letter', () => {
  const shown = view(letter, { mode: 'full', pictures: false });
  const comments = letter.match(/<!--[\s\S]*?-->/g) ?? [];
  expect(comments.length).toBeGreaterThan(10);
  for (const comment of comments) expect(shown).toContain(comment);
});

describe('a repainted letter', () => {
  const colors = (html: string) => {
    const { document } = parseHTML(html);
    const [element] = document.querySelectorAll('p');
    const style = element?.getAttribute('style') ?? '';
    const last = (property: string) => {
      const written = new RegExp(`(?<![\\w-])${property}: ?([^;!]+) !important`).exec(style)?.[1];
      const color = parseColor(written ?? '');
      return color && toHex(color);
    };
    return {
      color: last('color'),
      ground: last('background-color'),
      edge: last('border-top-color'),
    };
  };
  const html =
    '<html><head><style>p { border-top: 1px solid #000 }</style></head><body><p style="color:#111;background:#fff">A</p></body></html>';

  test('full inversion inverts text, background and border', () => {
    const { color, ground, edge } = colors(view(html, { mode: 'full' }));
    expect([color, ground, edge]).toEqual(['#eeeeee', '#000000', '#ffffff']);
  });

  test('partial inversion keeps a dark background and light text', () => {
    const night = html.replace('color:#111;background:#fff', 'color:#eee;background:#222');
    const { color, ground } = colors(view(night, { mode: 'partial' }));
    expect([color, ground]).toEqual(['#eeeeee', '#222222']);
  });

  test('a repainted colour overrides an !important one', () => {
    const loud = html.replace('color:#111', 'color:#111 !important');
    const shown = view(loud, { mode: 'full' });
    expect(shown.lastIndexOf('color:rgb(')).toBeGreaterThan(shown.indexOf('#111 !important'));
  });

  test('a repainted letter has a dark canvas if it paints none', () => {
    const bare = '<html><body><p>A</p></body></html>';
    expect(view(bare, { mode: 'partial' })).toMatch(
      /<html style="[^"]*background-color:rgb\(0, 0, 0\)/,
    );
    const own = '<html><body style="background:#fff"><p>A</p></body></html>';
    expect(view(own, { mode: 'partial' })).not.toMatch(/<html style="[^"]*background-color/);
  });

  test('the text of the sample keeps its contrast in partial inversion', () => {
    const { document } = parseHTML(view(letter, { mode: 'partial' }));
    const heading = document.querySelector('h1');
    const color = (element: Element | null | undefined, property: string) =>
      parseColor(
        Array.from(
          (element?.getAttribute('style') ?? '').matchAll(
            new RegExp(`(?<![\\w-])${property}:([^;!]+) !important`, 'g'),
          ),
        ).at(-1)?.[1] ?? '',
      );
    const text = color(heading, 'color');
    const ground = color(document.querySelector('.paper'), 'background-color');
    if (!text || !ground) throw new Error('The heading or its paper was not repainted.');
    expect(contrastRatio(text, ground)).toBeGreaterThan(4.5);
  });
});

describe('hidden pictures and styles', () => {
  test('a letter without pictures keeps their alternative texts, and no source', () => {
    const html =
      '<html><body><img src="https://example.com/a.png" srcset="b.png 2x" alt="A ferry">';
    const shown = view(html, { pictures: false });
    expect(shown).toContain('alt="A ferry"');
    expect(shown).not.toMatch(/a\.png|b\.png/);
  });

  test('a letter without styles keeps no <style>', () => {
    const shown = view(letter, { styles: false });
    expect(shown).not.toContain('.headline');
    expect(shown).toContain('class="headline"');
  });
});

test('a local picture is embedded, and a remote one stays a link', () => {
  const pictures = new Map([['cid:a@example.com', { type: 'image/png', bytes: Buffer.from('x') }]]);
  const html = '<img src="cid:a@example.com"><img src="https://example.com/b.png">';
  const shown = view(html, {}, { pictures });
  expect(shown).toContain('src="data:image/png;base64,eA=="');
  expect(shown).toContain('src="https://example.com/b.png"');
});

describe('an element with a problem', () => {
  test('an element with a problem gets the id of the problem', () => {
    const { document } = parseHTML(letter);
    const link = document.querySelector('a.door');
    if (!link) throw new Error('The letter has no link to unsubscribe.');
    const shown = view(letter, {}, { problems: [about('<p>none such'), about(elementTag(link))] });
    expect(parseHTML(shown).document.getElementById('problem-1')?.outerHTML).toContain(
      'Unsubscribe',
    );
    expect(shown).not.toContain('id="problem-0"');
  });

  test('an element with two problems gets one id', () => {
    const html = '<html><body><img src="a.png"></body></html>';
    const tag = '<img src="a.png">';
    const shown = view(html, {}, { problems: [about(tag), about(tag)] });
    expect(shown.match(/id="problem-\d"/g)).toEqual(['id="problem-0"']);
  });

  test('a problem of an invalid element is ignored', () => {
    for (const tag of ['<', '<a[b]>', '', '<*>', '<p\0>', '</p>'])
      expect(() => view('<html><body><p>A', {}, { problems: [about(tag)] })).not.toThrow();
  });
});

describe('hostile and broken letters', () => {
  const UGLY = [
    '',
    ' ',
    '\0',
    'text alone',
    '<p>a',
    '<html>',
    '<!--',
    '<body><p>Grüße 你好 שלום 👩‍👩‍👧',
    '</html><html>',
  ];

  test.each(UGLY)('%j is shown in every variant', (html) => {
    for (const mode of EVERY_MODE)
      for (const pictures of [true, false])
        expect(view(html, { mode, pictures })).toContain('<base target="_blank">');
    expect(view(html, { mode: 'full' }).length).toBeGreaterThanOrEqual(html.length);
  });

  test('a comment before the head cannot hide the content security policy', () => {
    const shown = view('<!doctype html><!-- <head> --><html><head><script>x()</script>');
    expect(shown).toMatch(/^<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Sec/);
    expect(shown).toMatch(
      /content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:;/,
    );
  });

  test.each(['<meta', '<style', '<style><', '<source', '<link ', '<!doctype'])(
    'half a megabyte of %s is shown in two seconds',
    (piece) => {
      const begun = performance.now();
      view(piece.repeat(500_000 / piece.length));
      expect(performance.now() - begun).toBeLessThan(2000);
    },
  );
});

test('each variant has a file name, and no other file name has a variant', () => {
  for (const mode of EVERY_MODE)
    for (const pictures of [true, false])
      for (const styles of [true, false]) {
        const variant = { mode, pictures, styles };
        expect(variantOf(variantFile(variant))).toEqual(variant);
      }
  for (const file of ['letter.html', 'light', 'light-no-styles-no-pictures.html', '../light.html'])
    expect(variantOf(file)).toBeUndefined();
});

describe('a picture without alternative text', () => {
  const image = '<img src="a.jpg" alt="" width="400">';

  test('says so in its box when pictures are hidden, if the checks miss it', () => {
    const missed = { problems: [about(image)] };
    const shown = view(`<p>${image}</p>`, { pictures: false }, missed);
    expect(shown).toMatch(/<img [^>]*alt="No alternative text"/);
    expect(shown).toContain('id="problem-0"');
    expect(view(`<p>${image}</p>`, {}, missed)).not.toContain('No alternative text');
  });

  test('stays empty in a box that is decoration', () => {
    expect(view(`<p>${image}</p>`, { pictures: false })).not.toContain('No alternative text');
  });
});
