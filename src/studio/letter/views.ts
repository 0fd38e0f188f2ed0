import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { programFile } from '../../base/program.ts';
import { withPictures } from '../../browser/letter-page.ts';
import { variantFile } from '../look.ts';
import { tooComplex } from './too-complex.ts';
import type { ViewAnswer, ViewJob } from './view-worker.ts';
import { letterView, needsDocument, type ViewParts, type ViewSettings } from './view.ts';

/** Makes the HTML of letters for frames. */
export interface LetterViews {
  /**
   * Returns a letter's HTML for a frame, or a page that says that it is too complex. Nothing in it
   * can run. However hostile the letter is, the answer takes some seconds at most, and the studio
   * answers other requests meanwhile.
   */
  view(html: string, parts: ViewParts): Promise<string>;
  close(): Promise<void>;
}

const DEADLINE_MS = 5000;
/** Ten times as much as Gmail shows of a letter. */
const MOST_CHARACTERS = 1_000_000;
const HEAP_MB = 512;
/** Each frame and each reload asks for a letter that is too complex again. */
const REMEMBERED_MS = 60_000;

/** Opens the views, with a worker thread that starts when a letter has to be parsed. */
export function createLetterViews(deadlineMs = DEADLINE_MS): LetterViews {
  const parser = createParser(deadlineMs);
  const refused = new Map<string, number>();
  const isRefused = (key: string) => (refused.get(key) ?? 0) > performance.now();
  const parsed = async (html: string, settings: ViewSettings): Promise<string> => {
    const key = keyOf(html, settings);
    if (html.length > MOST_CHARACTERS || isRefused(key)) return unparsed(html, settings);
    const answer = await parser.ask({ html, settings }, () => isRefused(key));
    if (answer.kind === 'fault') throw answer.error;
    if (answer.kind === 'shown') return answer.html;
    for (const each of refused.keys()) if (!isRefused(each)) refused.delete(each);
    refused.set(key, performance.now() + REMEMBERED_MS);
    return unparsed(html, settings);
  };
  return {
    view: async (html, { pictures, ...settings }) => {
      const shown = needsDocument(settings)
        ? await parsed(html, settings)
        : letterView(html, settings);
      return settings.variant.pictures ? withPictures(shown, pictures) : shown;
    },
    close: () => parser.close(),
  };
}

function keyOf(html: string, { variant }: ViewSettings): string {
  return `${variantFile(variant)} ${createHash('sha256').update(html).digest('base64')}`;
}

/** Returns the letter without the marks of its problems if nothing else of it has to be changed. */
function unparsed(html: string, settings: ViewSettings): string {
  const unmarked = { ...settings, problems: [] };
  return needsDocument(unmarked) ? tooComplex(settings) : letterView(html, unmarked);
}

/** A worker thread that parses one letter after the other; it is replaced if one takes too long. */
function createParser(deadlineMs: number) {
  let worker: Promise<Worker> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const stop = async () => {
    const stopped = worker;
    worker = undefined;
    await (await stopped)?.terminate();
  };
  const run = async (job: ViewJob): Promise<ViewAnswer> => {
    worker ??= startWorker();
    const started = await worker;
    started.ref();
    const answer = await answerOf(started, job, deadlineMs);
    if (answer === undefined) await stop();
    // The process may end while the worker has no job.
    started.unref();
    return answer ?? { kind: 'too-complex' };
  };
  return {
    /** Resolves after the jobs before this one; `isRefused` is asked when its turn comes. */
    ask: (job: ViewJob, isRefused: () => boolean): Promise<ViewAnswer> => {
      const turn = last.then(() => (isRefused() ? ({ kind: 'too-complex' } as const) : run(job)));
      last = turn.catch(() => undefined);
      return turn;
    },
    close: stop,
  };
}

/** Resolves when the worker has loaded its code, which takes longer than most letters. */
async function startWorker(): Promise<Worker> {
  const worker = new Worker(programFile('studio/letter/view-worker.ts'), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  await once(worker, 'message');
  // One that is terminated may still fail.
  worker.on('error', () => undefined);
  return worker;
}

/** Resolves with undefined if the worker took too long, or died of the letter. */
async function answerOf(
  worker: Worker,
  job: ViewJob,
  deadlineMs: number,
): Promise<ViewAnswer | undefined> {
  worker.postMessage(job);
  try {
    // Rejects when the worker fails, such as for want of memory.
    const signal = AbortSignal.timeout(deadlineMs);
    const [answer] = (await once(worker, 'message', { signal })) as [ViewAnswer];
    return answer;
  } catch {
    return undefined;
  }
}
