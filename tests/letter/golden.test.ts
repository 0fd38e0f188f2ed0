import { describe, expect, test } from 'vitest';
import { senderOf } from '../../src/app/prepare/sender.ts';
import { composeLetter } from '../../src/letter/compose.ts';
import { personalise, spliceLetter } from '../../src/letter/letter.ts';
import { render, sampleConfig, sampleEdition, sampleTheme } from '../support/sample.ts';

const config = sampleConfig({
  site: { url: 'https://letters.example.com' },
  delivery: { bounces: 'bounces@example.com', idempotencyHeader: 'Idempotency-Key' },
});
const sender = senderOf(config, { BROADSHEET_SECRET: 'golden-secret'.repeat(3) });
const edition = sampleEdition(config);
const ada = {
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  readerId: 'golden-reader-id-22chr',
  attributes: {},
};

describe('the letter of a newsletter with a site', () => {
  test('has the header of the golden file', async () => {
    const composed = composeLetter(edition, await render(edition, config), sender);
    const { chunks, envelope } = spliceLetter(composed, ada);
    const [head = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
    const lines = [`MAIL FROM:<${envelope.from}>`, `RCPT TO:<${envelope.to}>`, head, ''];
    await expect(lines.join('\n').replaceAll('\r\n', '\n')).toMatchFileSnapshot(
      '../golden/site-header.txt',
    );
  });

  test.each(['morning', 'wire'])('equals the golden file in the theme %s', async (theme) => {
    const rendered = await render(edition, config, sampleTheme(theme));
    const { html } = personalise(rendered, sender, ada);
    await expect(html).toMatchFileSnapshot(`../golden/site-${theme}.html`);
  });

  test('is the same to the byte for every audience of the edition', async () => {
    const composed = async (audience: string) =>
      composeLetter(edition, await render({ ...edition, audience }, config), sender);
    expect((await composed('berlin')).contentHash).toBe((await composed('all')).contentHash);
  });

  test('equals the golden file in the text part', async () => {
    const { text } = personalise(await render(edition, config), sender, ada);
    await expect(text).toMatchFileSnapshot('../golden/site.txt');
  });
});
