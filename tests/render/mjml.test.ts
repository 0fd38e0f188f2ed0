import { describe, expect, test } from 'vitest';
import { compileMjml } from '../../src/render/mjml.ts';

const letter = (body: string) =>
  `<mjml lang="en"><mj-body><mj-section><mj-column>\n${body}\n</mj-column></mj-section></mj-body></mjml>`;

async function faults(body: string) {
  const compiled = await compileMjml(letter(body));
  return compiled.ok ? [] : compiled.faults;
}

describe('compiling MJML', () => {
  test('valid MJML compiles to HTML', async () => {
    const compiled = await compileMjml(letter('<mj-text>Hello</mj-text>'));
    expect(compiled.ok && compiled.html).toContain('Hello');
  });

  test('an unknown tag, which would lose its content, is refused', async () => {
    expect(await faults('<mj-txet>Hello</mj-txet>')).toEqual([
      { line: 2, message: expect.stringContaining("mj-txet doesn't exist") as string },
    ]);
  });

  test('an unknown attribute is refused', async () => {
    expect(await faults('<mj-text colour="red">Hello</mj-text>')).toEqual([
      { line: 2, message: '<mj-text>: Attribute colour is illegal' },
    ]);
  });

  test.each([
    ['a tag that is not closed', '<mj-text>Hello', '<mj-text> is not closed before </mj-column>'],
    ['a tag that closes nothing', 'Hello</mj-text>', '<mj-column> is not closed before </mj-text>'],
  ])('%s is refused', async (_, body, message) => {
    const [fault] = await faults(body);
    expect(fault?.message).toBe(message);
  });

  test('files that the source includes are not read', async () => {
    const compiled = await compileMjml(letter('<mj-include path="/etc/hostname" />'));
    expect(JSON.stringify(compiled)).not.toContain('"html":"<!doctype html>\\n<html><head>secret');
    expect(compiled.ok ? compiled.html : '').not.toMatch(/hostname/);
  });
});
