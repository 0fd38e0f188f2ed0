import { problem } from '../../problem.ts';
import type { Check } from '../inspection.ts';

/** Gmail clips a message whose HTML part is longer than about 102 KB. */
export const MAX_HTML_BYTES = 100_000;

export const checkSize: Check = ({ edition, html }) => {
  const bytes = Buffer.byteLength(html);
  if (bytes < MAX_HTML_BYTES) return [];
  const detail = `${bytes.toLocaleString('en-US')} bytes of HTML, at most ${MAX_HTML_BYTES.toLocaleString('en-US')}`;
  return [problem('letter/size', { file: edition.lead.file }, detail)];
};
