import { Option, type Command } from 'commander';
import { printable } from '../../../base/printable.ts';
import { openWorkspace, type Workspace } from '../../../app/workspace.ts';
import { EXIT, type Io } from '../../io.ts';
import { CONTENT, EDITION, JSON_OPTION, type RunCommand } from '../../options.ts';
import { present } from '../../present.ts';
import { marked } from '../../style.ts';
import { tellSend } from './ci.ts';
import { sendDue } from './due.ts';
import { watchSending } from './hooks.ts';
import { dryRunPresenter, endNotes, sendPresenter, type SendOptions } from './text.ts';

export function addSend(program: Command, run: RunCommand): void {
  program
    .command('send')
    .description('send an edition to every subscriber who does not have it yet')
    .argument(...EDITION)
    .option('-y, --yes', 'do not ask before sending through a real server')
    .addOption(
      new Option(
        '--due',
        'send every edition that is due; implies --yes in non-interactive runs',
      ).conflicts(['test', 'onlyFailed', 'resendUnknown']),
    )
    .option('--ephemeral', 'send from a CI runner that loses its record of the run with the job')
    .option('--test <address>', 'send one letter, marked as a test, to this address only')
    .option('--dry-run', 'write the letters to dist/<edition>/dry-run/ and send nothing')
    .option('--amend', 'send the new version of an edition that changed in the middle of its run')
    .option('--again', 'send a story that readers already have under another name')
    .option('--only-failed', 'retry rejected and expired letters only')
    .option('--resend-unknown', 'resend letters that may or may not have arrived')
    .option('--log-file <file>', 'append what happens to a file, one JSON object per line')
    .option('--mask-addresses', 'hide the addresses in that file')
    .option(...CONTENT)
    .option(...JSON_OPTION)
    .action((edition: string | undefined, options: SendOptions) =>
      run((io) => (options.due === true ? sendDue : send)(edition, options, io)),
    );
}

/** Sends an edition to everybody who does not have it yet. Returns the exit code. */
export async function send(
  edition: string | undefined,
  options: SendOptions,
  io: Io,
): Promise<number> {
  const workspace = openWorkspace(io, options.content);
  if (options.test !== undefined) return test(workspace, edition, options.test, options, io);
  if (options.dryRun === true) return dryRun(workspace, edition, options, io);
  const { sendEdition } = await import('../../../app/send/send.ts');
  const request = { ...options, edition };
  const { close, ...watch } = watchSending(options, io);
  const result = await sendEdition(workspace, request, watch).finally(close);
  tellSend(result, io);
  for (const note of endNotes(result)) io.note(note);
  return present(result, sendPresenter(workspace, options), options, io);
}

async function dryRun(
  workspace: Workspace,
  edition: string | undefined,
  options: SendOptions,
  io: Io,
): Promise<number> {
  const { dryRunEdition } = await import('../../../app/send/send.ts');
  const { onEvent } = watchSending(options, io);
  const result = await dryRunEdition(workspace, { ...options, edition }, onEvent);
  if (result.kind === 'dry-run') return present(result, dryRunPresenter, options, io);
  tellSend(result, io);
  for (const note of endNotes(result)) io.note(note);
  return present(result, sendPresenter(workspace, options), options, io);
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
