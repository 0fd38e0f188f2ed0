import { createPublicKey } from 'node:crypto';
import type { Composed } from '../letter/compose.ts';
import type { DkimKey } from './key.ts';
import { signatureHolds } from './verify.ts';
import { textHeader, header } from '../mime/header.ts';
import { letterMaker } from '../letter/letter.ts';

/** A letter with all that canonicalization changes: folds, runs of white space, lines that end in it. */
const PROBE: Composed = {
  editionId: 'probe',
  sender: { listId: 'probe.example.com', name: 'Probe', from: { email: 'probe@example.com' } },
  headers:
    header('From', 'probe@example.com') +
    textHeader('Subject', `Probe ${'é long '.repeat(30)}`) +
    'Date:  Wed, 14 Jun 2023 \t 10:00:00 +0000 \r\n',
  body: [
    Buffer.from(`\r\nruns  of \t space \t\r\n\r\n \r\n${'constant  text\r\n'.repeat(200)}`),
    { name: 'name', fallback: 'two  spaces', context: 'plain' },
    Buffer.from(`\r\n${'more  text \r\n'.repeat(200)}end\r\n`),
  ],
  contentHash: '',
};

/** Whether a letter that the key signs verifies with its public half, by a path of its own. */
export async function probeVerifies(key: DkimKey): Promise<boolean> {
  try {
    const letter = await letterMaker(PROBE, [key])({ email: 'reader@example.com', attributes: {} });
    const publicKey = createPublicKey(key.privateKey);
    return signatureHolds(Buffer.concat(letter.chunks), { ...key, publicKey });
  } catch {
    // OpenSSL will not sign with some damaged keys at all.
    return false;
  }
}
