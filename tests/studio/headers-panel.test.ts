import { expect, test } from 'vitest';
import { headersPanel } from '../../src/studio/pages/headers.ts';

test('the headers panel shows at most 200 fields', async () => {
  const fields = Array.from({ length: 1000 }, () => ({ name: 'A', value: 'b' }));
  expect(String(await headersPanel(fields)).match(/<dt>/g)).toHaveLength(200);
});
