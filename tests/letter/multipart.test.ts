import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { Attachment } from '../../src/letter/multipart.ts';
import { composeLetter } from '../../src/letter/compose.ts';
import { personalise, spliceLetter } from '../../src/letter/letter.ts';
import { editionWith, render, sampleSender } from '../support/sample.ts';

const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 31) % 256));
const attachment: Attachment = {
  contentId: 'abc@briefing.example.com',
  name: 'abc.jpg',
  type: 'image/jpeg',
  bytes,
};
const edition = editionWith({
  image: { source: `cid:${attachment.contentId}`, alt: 'A plane', width: 576, height: 384 },
});
const rendered = await render(edition);
const sender = sampleSender();
const ada = { email: 'ada@example.com', attributes: {} };
const composed = composeLetter(edition, rendered, sender, [attachment]);
const raw = Buffer.concat(spliceLetter(composed, ada).chunks);

describe('a letter with a picture', () => {
  test('has the picture as a part with the Content-ID that the HTML uses', async () => {
    const mail = await PostalMime.parse(raw);
    const parts = personalise(rendered, sender, ada);
    expect(mail.html?.replace(/\n$/, '')).toBe(parts.html);
    expect(mail.text?.replace(/\n$/, '')).toBe(parts.text);
    expect(mail.html).toContain('src="cid:abc@briefing.example.com"');
    expect(mail.attachments).toHaveLength(1);
    expect(mail.attachments[0]).toMatchObject({
      contentId: '<abc@briefing.example.com>',
      filename: 'abc.jpg',
      mimeType: 'image/jpeg',
      disposition: 'inline',
      related: true,
    });
    expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer).equals(bytes)).toBe(true);
  });

  test('is multipart/related around multipart/alternative', () => {
    const types = Array.from(
      raw.toString('latin1').matchAll(/^Content-Type: ([^;\r]+)/gm),
      ([, type]) => type,
    );
    expect(types).toEqual([
      'multipart/related',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'image/jpeg',
    ]);
    expect(composed.headers.replace(/\r\n /g, ' ')).toContain('; type="multipart/alternative";');
  });

  test('has only short CRLF lines, none with a leading dot', () => {
    const body = raw.subarray(raw.indexOf('\r\n\r\n'));
    const lines = body.toString('latin1').split('\r\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(lines.some((line) => line.startsWith('.') || /[\r\n]/.test(line))).toBe(false);
  });

  test('has the same bytes each time', () => {
    const again = composeLetter(edition, rendered, sender, [{ ...attachment }]);
    expect(Buffer.concat(spliceLetter(again, ada).chunks).equals(raw)).toBe(true);
    expect(again.contentHash).toBe(composed.contentHash);
  });

  test('has another content hash with another picture', () => {
    const changed = { ...attachment, bytes: bytes.subarray(1) };
    const other = composeLetter(edition, rendered, sender, [changed]);
    expect(other.contentHash).not.toBe(composed.contentHash);
  });

  test('has as few pieces around the slots as one without a picture', () => {
    const without = composeLetter(edition, rendered, sender);
    expect(composed.body).toHaveLength(without.body.length);
  });
});

test('a letter without a picture is multipart/alternative', () => {
  const { headers } = composeLetter(edition, rendered, sender, []);
  expect(headers).toMatch(/^Content-Type: multipart\/alternative;\s+boundary=/m);
});
