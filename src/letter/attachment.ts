import { header } from '../mime/header.ts';

/** A file that the letter carries and its HTML shows as `cid:`. */
export interface Attachment {
  readonly contentId: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const LINE = /.{1,76}/g;

/** A part of multipart/related (RFC 2387): its fields and its content in base64. */
export function attachmentPart({ contentId, name, type, bytes }: Attachment): Buffer {
  const fields = [
    header('Content-Type', type),
    header('Content-Transfer-Encoding', 'base64'),
    header('Content-ID', `<${contentId}>`),
    header('Content-Disposition', `inline; filename="${name}"`),
  ];
  return Buffer.from(`${fields.join('')}\r\n${bytes.toString('base64').replace(LINE, '$&\r\n')}`);
}
