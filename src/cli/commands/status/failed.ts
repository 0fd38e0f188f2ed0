import type { Undelivered } from '../../../deliver/runs.ts';
import { printable, printableJson } from '../../../base/printable.ts';
import { aligned } from './table.ts';

/** Rows that are read before any is shown, so that they stand under each other. */
const BLOCK = 500;

/** Lines for the letters that did not arrive: when, who, what, how often tried, and why. */
export async function* failedLines(
  undelivered: AsyncIterable<Undelivered>,
  timeZone: string,
): AsyncGenerator<string> {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  let any = false;
  let block: string[][] = [['when', 'address', 'state', 'tries', 'why']];
  const lines = () => aligned(block, ['left', 'left', 'left', 'right', 'left']);
  for await (const { at, email, state, attempts, reason } of undelivered) {
    any = true;
    const when = format.format(at);
    block.push([when, printable(email), state, String(attempts), printable(reason)]);
    if (block.length < BLOCK) continue;
    yield lines();
    block = [];
  }
  if (!any) yield '  Nobody: no letter has failed.';
  else if (block.length > 0) yield lines();
}

/** A JSON document, line by line, with the letters that did not arrive as its field `failed`. */
export async function* jsonWithFailed(
  summary: object,
  undelivered: AsyncIterable<Undelivered>,
): AsyncGenerator<string> {
  yield `${printableJson(summary).slice(0, -1)},"failed":[`;
  let comma = '';
  for await (const { email, ...row } of undelivered) {
    yield comma + printableJson({ address: email, ...row });
    comma = ',';
  }
  yield ']}';
}
