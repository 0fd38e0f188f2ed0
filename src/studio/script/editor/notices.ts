/** Texts that were not saved when their page was closed, offered again. */
import { make } from '../dom.ts';
import type { KeptText, KeptTexts } from './kept.ts';
import { sameWords, type Content } from './saving.ts';

/** Offers each text that differs from what the page shows, above the form. */
export function offerKeptTexts(
  kept: KeptTexts,
  options: {
    readonly form: HTMLFormElement;
    readonly current: () => Content;
    /** Shows the text beside the current one; resolves with whether the user has chosen. */
    readonly compare: (text: KeptText) => Promise<boolean>;
  },
): void {
  const { form, current, compare } = options;
  for (const text of kept.left()) {
    if (sameWords(text.content, current())) {
      kept.forget(text.key);
      continue;
    }
    const show = make('button', { type: 'button' }, 'Compare and choose');
    const drop = make('button', { type: 'button', class: 'quiet' }, 'Throw it away');
    const time = timeOf(text.at, form.dataset['zone']);
    const words = `This browser has text of this story that was not saved. It was typed on ${time}.`;
    const notice = make(
      'div',
      { class: 'notice kept-text', role: 'alert' },
      words,
      ' ',
      show,
      drop,
    );
    const end = () => {
      kept.forget(text.key);
      notice.remove();
    };
    show.addEventListener('click', () => {
      void compare(text).then((isChosen) => {
        if (isChosen) end();
      });
    });
    drop.addEventListener('click', end);
    form.before(notice);
  }
}

function timeOf(at: number, timeZone: string | undefined): string {
  return new Date(at).toLocaleString('en-US', {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(timeZone !== undefined && { timeZone }),
  });
}
