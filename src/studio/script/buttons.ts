/** What buttons, links and forms do. */
import type { Opened, TestSent } from '../desk.ts';
import { around, openDialog } from './dom.ts';
import { openHelp } from './keyboard.ts';
import { changeLook, lookForm, showInLetter } from './look.ts';
import { openPaletteFor } from './palette.ts';
import { post, root, say } from './studio.ts';

/** Acts on a click; most buttons say in a data- attribute what they do. */
export function onClick(event: MouseEvent): void {
  const button = around(event, 'button, a');
  if (!button) return;
  const { do: task, show, openFile, copy, dialog } = button.dataset;
  if (task === 'help') openHelp();
  if (task === 'find') openPaletteFor(event);
  if (dialog !== undefined) openDialog(dialog);
  if (show !== undefined) showElement(show);
  if (openFile !== undefined) void openInEditor(openFile, button.dataset['openLine'] ?? '1');
  if (copy !== undefined) void copyText(copy);
  if (button instanceof HTMLButtonElement && button.name === 'tab')
    changeLook({ tab: button.value });
  // The look stays the same in another edition, and in another subscriber's letter.
  if (
    button instanceof HTMLAnchorElement &&
    button.matches('[rel="next"], [rel="prev"], [data-keep]')
  )
    button.search = location.search;
}

function showElement(id: string): void {
  say(showInLetter(id) ? '' : 'The letter shown has no such element.');
}

async function openInEditor(file: string, line: string): Promise<void> {
  say(`Opening ${file} …`);
  const answer = await post(`${root}open`, { file, line });
  if (!answer) return;
  const opened = (await answer.json().catch(() => undefined)) as Opened | undefined;
  if (opened?.ok === true) say(`Opened ${file}.`);
  else say(opened?.message ?? `${file} can’t be opened from here.`);
}

/** Copies the text of an element, by its id. */
async function copyText(id: string): Promise<void> {
  const source = document.getElementById(id);
  if (!source) return;
  // A network without TLS has no clipboard.
  if ('clipboard' in navigator) await navigator.clipboard.writeText(source.textContent);
  else {
    getSelection()?.selectAllChildren(source);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way without a clipboard
    document.execCommand('copy');
    getSelection()?.removeAllRanges();
  }
  say('Copied.');
}

/** Acts on a form: asks before it removes something, and sends a test without leaving the page. */
export function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const question = form.dataset['confirm'];
  if (question !== undefined && !confirm(question)) {
    event.preventDefault();
    return;
  }
  const button = event.submitter instanceof HTMLButtonElement ? event.submitter : undefined;
  const cancelled = button?.formMethod === 'dialog';
  const isTest = form.getAttribute('action')?.endsWith('test') === true && !cancelled;
  if (form !== lookForm() && !isTest) return;
  event.preventDefault();
  if (isTest) void sendTest(form);
}

async function sendTest(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button:not([formmethod])');
  button?.setAttribute('disabled', '');
  say('Sending …');
  const fields = new FormData(form);
  const to = fields.get('to');
  const answer = await post(form.action, { to: typeof to === 'string' ? to : '' });
  button?.removeAttribute('disabled');
  if (!answer) return;
  const sent = (await answer.json().catch(() => undefined)) as TestSent | undefined;
  if (sent?.ok === true) form.closest('dialog')?.close();
  say(sent?.ok === true ? `Sent: ${sent.where}` : (sent?.message ?? 'The test was not sent.'));
}
