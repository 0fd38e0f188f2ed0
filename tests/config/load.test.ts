import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { validateConfig } from '../../src/config/validate.ts';
import type { Config } from '../../src/config/schema.ts';
import { UserError } from '../../src/base/user-error.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FILE = 'broadsheet.config.ts';
const LEAST = {
  name: 'The Briefing',
  from: 'news@example.com',
  postalAddress: '1 Example Square, Springfield',
};

const validate = (own: Readonly<Record<string, unknown>>): Config =>
  validateConfig({ ...LEAST, ...own }, FILE);

function refusal(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

/** Returns the error of a config, one line per setting, without the first line. */
const mistakes = (own: Readonly<Record<string, unknown>>): readonly string[] =>
  refusal(() => validate(own))
    .message.split('\n')
    .slice(1)
    .map((line) => line.trim());

describe('a valid config', () => {
  test('missing settings get the defaults', () => {
    expect(validate({})).toMatchObject({
      name: 'The Briefing',
      from: { name: undefined, email: 'news@example.com' },
      postalAddress: '1 Example Square, Springfield',
      timeZone: 'UTC',
      locale: 'en-US',
      publishAt: '06:00',
      links: {},
      theme: { name: 'morning', colors: {} },
    });
  });

  test('every setting is kept', () => {
    const all = {
      name: 'Утренний обзор ☕',
      from: { name: 'Jörg "The Desk" O’Neill', email: 'news@example.com' },
      replyTo: { name: 'Desk', email: 'desk@example.com' },
      postalAddress: '1 Example Square, Springfield',
      timeZone: 'America/New_York',
      locale: 'ar-EG',
      publishAt: '23:59',
      listId: 'briefing.example.com',
      links: { home: 'https://example.com/', preferences: 'http://example.com/p?a=b' },
      reason: 'You asked for it.',
      theme: {
        name: 'evening-2',
        colors: { light: { accent: '#9A1b1e' }, dark: { ground: '#000000' } },
      },
    };
    expect(validateConfig(all, FILE)).toMatchObject(all);
  });

  test('texts are trimmed and URLs are normalised', () => {
    const { name, links } = validate({
      name: '  News  ',
      links: { home: ' HTTPS://Example.COM ' },
    });
    expect(name).toBe('News');
    expect(links.home).toBe('https://example.com/');
  });

  test('markup in a text stays plain text', () => {
    const script = '<script>alert(1)</script> {{x}} javascript:alert(1)';
    expect(validate({ name: script, reason: script })).toMatchObject({
      name: script,
      reason: script,
    });
  });

  test('the sender can have an internationalised domain', () => {
    expect(validate({ from: 'news@bücher.example' }).from.email).toBe('news@bücher.example');
  });

  test('the config is deeply frozen', () => {
    const config = validate({
      links: { home: 'https://example.com/' },
      theme: { colors: { light: { accent: '#9a1b1e' } } },
    });
    const { from, links, theme } = config;
    const parts = [config, from, links, theme, theme.colors, theme.colors.light];
    expect(parts.every((part) => part !== undefined && Object.isFrozen(part))).toBe(true);
    expect(Reflect.set(theme.colors.light ?? {}, 'accent', '#000000')).toBe(false);
    expect(Reflect.set(config, 'extra', 1)).toBe(false);
  });

  test('the given object is not modified', () => {
    const input = { ...LEAST, links: { home: 'https://example.com' } };
    validateConfig(input, FILE);
    expect(Object.isFrozen(input)).toBe(false);
    expect(input.links.home).toBe('https://example.com');
  });
});

describe('an invalid config', () => {
  test.each([
    ['name', { name: '' }],
    ['name', { name: '   ' }],
    ['name', { name: 'a\r\nBcc: x@example.com' }],
    ['name', { name: 'a\u0000' }],
    ['name', { name: 'a\u0085b' }],
    ['name', { name: 'a'.repeat(501) }],
    ['name', { name: undefined }],
    ['name', { name: 7 }],
    ['from', { from: undefined }],
    ['from', { from: '' }],
    ['from', { from: 'news' }],
    ['from', { from: 'News <news@example.com>' }],
    ['from', { from: 'news@example.com\r\nBcc: x@example.com' }],
    ['from.email', { from: { name: 'News' } }],
    ['from.email', { from: { name: 'News', email: 'news' } }],
    ['from.name', { from: { name: '', email: 'news@example.com' } }],
    ['from.name', { from: { name: 'a\nb', email: 'news@example.com' } }],
    ['replyTo', { replyTo: 'nobody' }],
    ['replyTo.email', { replyTo: { email: 'nobody@' } }],
    ['postalAddress', { postalAddress: '' }],
    ['postalAddress', { postalAddress: '1 Example Square\nSpringfield' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['timeZone', { timeZone: '' }],
    ['locale', { locale: 'english, please' }],
    ['locale', { locale: '' }],
    ['publishAt', { publishAt: '24:00' }],
    ['publishAt', { publishAt: '6:00' }],
    ['publishAt', { publishAt: '06:60' }],
    ['publishAt', { publishAt: '06:00\n' }],
    ['listId', { listId: 'briefing' }],
    ['listId', { listId: '<briefing.example.com>' }],
    ['listId', { listId: 'briefing.example.com\r\nX: y' }],
    ['links', { links: 'https://example.com' }],
    ['links.home', { links: { home: 'javascript:alert(1)' } }],
    ['links.home', { links: { home: 'example.com' } }],
    ['links.preferences', { links: { preferences: 'data:text/html,x' } }],
    ['reason', { reason: '' }],
    ['theme', { theme: 'morning' }],
    ['theme.name', { theme: { name: '../../etc' } }],
    ['theme.name', { theme: { name: '' } }],
    ['theme.colors.light.accent', { theme: { colors: { light: { accent: 'red' } } } }],
    ['theme.colors.dark.ink', { theme: { colors: { dark: { ink: '#fff' } } } }],
    ['theme.colors.dark.ink', { theme: { colors: { dark: { ink: '#ffffff;x:y' } } } }],
  ])('%s is reported by its path: %j', (path, own) => {
    const found = mistakes(own);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${path.replaceAll('.', '\\.')}: .`));
  });

  test.each([
    ['nmae', { nmae: 'x' }],
    ['smtp', { smtp: 'smtp://example.com' }],
    ['from.mail', { from: { email: 'news@example.com', mail: 'x' } }],
    ['links.hom', { links: { hom: 'https://example.com/' } }],
    ['theme.color', { theme: { color: {} } }],
    ['theme.colors.light.acent', { theme: { colors: { light: { acent: '#000000' } } } }],
  ])('the unknown setting %s is reported by its path', (path, own) => {
    expect(mistakes(own)).toEqual([`${path}: unknown setting`]);
  });

  test('each of several unknown settings is reported', () => {
    const found = mistakes({ foo: 1, bar: 2 }).join('\n');
    expect(found).toContain('foo');
    expect(found).toContain('bar');
  });

  test('all invalid settings are reported at once', () => {
    const found = mistakes({ name: '', publishAt: 'noon', links: { home: 'x' } });
    expect(found.map((each) => each.split(':')[0])).toEqual(['name', 'publishAt', 'links.home']);
  });

  test('the error names the file and has a remedy', () => {
    const error = refusal(() => validate({ name: '' }));
    expect(error.message.split('\n')[0]).toBe('broadsheet.config.ts is invalid:');
    expect(error.remedy).not.toBe('');
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'The Briefing'],
    ['a list', []],
    ['a function', () => LEAST],
  ])('a default export that is %s is an error', (_, exported) => {
    const error = refusal(() => validateConfig(exported, FILE));
    expect(error.message).toContain('the default export: expected object');
  });

  test('settings behind __proto__ are ignored', () => {
    const hidden: unknown = JSON.parse('{"__proto__": {"name": "x", "from": "a@example.com"}}');
    expect(refusal(() => validateConfig(hidden, FILE)).message).toContain('name: ');
  });
});

describe('loading a config', () => {
  let folder = '';
  beforeAll(() => {
    folder = temporaryFolder();
  });

  async function load(name: string, files: Readonly<Record<string, string>>): Promise<Config> {
    const own = join(folder, name);
    mkdirSync(own);
    for (const [file, text] of Object.entries(files)) writeFileSync(join(own, file), text);
    return loadConfig(own);
  }

  test('a missing config is reported with its folder', async () => {
    const loading = load('without', {});
    await expect(loading).rejects.toThrow(UserError);
    await expect(loading).rejects.toThrow(join(folder, 'without'));
  });

  test('a config can be plain JavaScript', async () => {
    const text = `export default ${JSON.stringify(LEAST)};`;
    expect((await load('js', { 'broadsheet.config.mjs': text })).name).toBe('The Briefing');
  });

  test.each([
    ['syntax', 'export default {'],
    ['throws', 'throw new Error("no luck");'],
    ['text', 'throw "no luck";'],
    ['import', 'import "./not-there.js";'],
  ])("a config that can't be loaded is reported: %s", async (name, text) => {
    const loading = load(name, { 'broadsheet.config.mjs': text });
    await expect(loading).rejects.toThrow(UserError);
    await expect(loading).rejects.toThrow("broadsheet.config.mjs can't be loaded: ");
  });

  test('an invalid setting is reported with the file name, without its folder', async () => {
    const loading = load('wrong', { 'broadsheet.config.mjs': 'export const name = "x";' });
    await expect(loading).rejects.toThrow(/^broadsheet\.config\.mjs is invalid:/);
  });
});
