/**
 * A worker thread that makes the views of letters that have to be parsed. It says 'ready' first. Each
 * message to it is a ViewJob; the reply is a ViewAnswer.
 */
import { parentPort } from 'node:worker_threads';
import { asError } from '../../base/as-error.ts';
import { letterView, type ViewSettings } from './view.ts';

export interface ViewJob {
  readonly html: string;
  readonly settings: ViewSettings;
}

export type ViewAnswer =
  | { readonly kind: 'shown'; readonly html: string }
  | { readonly kind: 'too-complex' }
  | { readonly kind: 'fault'; readonly error: Error };

parentPort?.on('message', (job: ViewJob) => {
  parentPort?.postMessage(answer(job));
});
parentPort?.postMessage('ready');

function answer({ html, settings }: ViewJob): ViewAnswer {
  try {
    return { kind: 'shown', html: letterView(html, settings) };
  } catch (error) {
    // Elements in each other by the thousand exhaust the stack.
    return error instanceof RangeError
      ? { kind: 'too-complex' }
      : { kind: 'fault', error: asError(error) };
  }
}
