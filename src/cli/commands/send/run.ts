import type { SendResult } from '../../../app/send/result.ts';
import { openWorkspace, type Workspace } from '../../../app/workspace.ts';
import { printable } from '../../../base/printable.ts';
import { EXIT, type Io } from '../../io.ts';
import type { JobRecord } from '../../log/job-record.ts';
import { present } from '../../present.ts';
import { marked } from '../../style.ts';
import { tellSend } from './ci.ts';
import { watchSending } from './hooks.ts';
import {
  dryRunPresenter,
  endNotes,
  isOnlyDeferred,
  sendPresenter,
  type SendOptions,
} from './text.ts';

/** Sends an edition to everybody who does not have it yet. Returns the exit code. */
export async function send(
  edition: string | undefined,
  options: SendOptions,
  io: Io,
  record?: JobRecord,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  if (options.test !== undefined) return test(workspace, edition, options.test, options, io);
  if (options.dryRun === true) return dryRun(workspace, edition, options, io, record);
  const { sendEdition } = await import('../../../app/send/send.ts');
  const request = { ...options, edition };
  const { close, ...watch } = watchSending(options, io, record);
  const result = await sendEdition(workspace, request, watch).finally(close);
  record?.write({ event: 'turn-ended', result: result.kind });
  if (isOnlyDeferred(result)) record?.worked();
  return presentSent(workspace, result, options, io);
}

/** Presents what has become of a sending. Returns the exit code. */
function presentSent(
  workspace: Workspace,
  result: SendResult,
  options: SendOptions,
  io: Io,
): number {
  tellSend(result, io);
  for (const note of endNotes(result)) io.note(note);
  return present(result, sendPresenter(workspace, options), options, io);
}

async function dryRun(
  workspace: Workspace,
  edition: string | undefined,
  options: SendOptions,
  io: Io,
  record: JobRecord | undefined,
): Promise<number> {
  const { dryRunEdition } = await import('../../../app/send/send.ts');
  const { onEvent } = watchSending(options, io, record);
  const result = await dryRunEdition(workspace, { ...options, edition }, onEvent);
  if (result.kind === 'dry-run') return present(result, dryRunPresenter, options, io);
  return presentSent(workspace, result, options, io);
}

/** Sends one letter to one address; nothing is asked, and the ledger does not record it. */
async function test(
  workspace: Workspace,
  edition: string | undefined,
  address: string,
  { json = false }: SendOptions,
  io: Io,
): Promise<number> {
  const { sendTest } = await import('../../../app/send/test.ts');
  const { SPECIMEN } = await import('../../../app/prepare/prepare.ts');
  const sent = await sendTest(workspace, edition, address, SPECIMEN);
  if (json) io.out(JSON.stringify(sent));
  else if (sent.ok) io.out(marked('done', `Sent a test to ${address} through ${sent.where}.`));
  if (!sent.ok) io.note(marked('error', `The test was not accepted: ${printable(sent.message)}`));
  return sent.ok ? EXIT.done : EXIT.failed;
}
