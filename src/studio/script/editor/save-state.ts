/** What the page says about saving. */
import { first, make } from '../dom.ts';
import { say } from '../studio.ts';
import type { SaveState } from './saving.ts';

/** A save that takes no longer is not worth a word. */
const SOON_MS = 400;

export interface SaveStateView {
  readonly show: (state: SaveState) => void;
}

/** Shows the state beside the form's button; screen readers hear of it only when it goes wrong. */
export function openSaveState(actions: {
  readonly retry: () => void;
  readonly compare: () => void;
}): SaveStateView {
  const words = make('span', { class: 'save-words' }, 'Saved');
  const place = first('#save-state');
  place?.replaceChildren(words);
  let slow = 0;
  let wasWrong = false;
  const set = (tone: string, text: string, ...more: readonly Node[]) => {
    if (place) place.dataset['tone'] = tone;
    words.textContent = text;
    place?.replaceChildren(words, ...more);
  };
  const button = (label: string, act: () => void) => {
    const made = make('button', { type: 'button' }, label);
    made.addEventListener('click', act);
    return made;
  };
  return {
    show: (state) => {
      clearTimeout(slow);
      switch (state.kind) {
        case 'saved':
          set('good', 'Saved');
          if (wasWrong) say('Everything is saved.');
          break;
        case 'saving':
          slow = window.setTimeout(() => {
            set('muted', 'Saving …');
          }, SOON_MS);
          return;
        case 'failed':
          set(
            'bad',
            `Not saved. ${state.message} ${state.remedy}`,
            button('Try again', actions.retry),
          );
          if (!wasWrong) say(`Not saved. ${state.message}`);
          break;
        case 'conflict':
          set('bad', CONFLICT, button('Compare and choose', actions.compare));
          say(CONFLICT);
      }
      wasWrong = state.kind !== 'saved';
    },
  };
}

const CONFLICT =
  'Not saved. The file was changed by another program or in another window. Both texts are kept.';
