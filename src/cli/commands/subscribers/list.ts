import { openWorkspace } from '../../../app/workspace.ts';
import { printable, printableJson } from '../../../base/printable.ts';
import { fullName, type NewSubscriber } from '../../../subscribers/subscriber.ts';
import { EXIT, type Io } from '../../io.ts';
import type { SubscribersFlags } from './flags.ts';

/** Lists the subscribers. Returns the exit code. */
export async function listSubscribers(options: SubscribersFlags, io: Io): Promise<number> {
  const app = await import('../../../app/subscribers/list.ts');
  let any = false;
  for await (const subscriber of app.listSubscribers(openWorkspace(io))) {
    any = true;
    io.out(options.json === true ? printableJson(subscriber) : row(subscriber));
  }
  if (!any && options.json !== true) {
    io.note('The list is empty. Import one: run `broadsheet subscribers import FILE.csv`.');
  }
  return EXIT.done;
}

function row(subscriber: NewSubscriber): string {
  const name = fullName(subscriber);
  return printable(name === undefined ? subscriber.email : `${subscriber.email}  ${name}`);
}
