/** The user's choice between two texts: in a conflict, and for a text that was not saved. */
import type { StoryFile } from '../../writing.ts';
import { compare } from './compare.ts';
import { contentOf } from './form.ts';
import type { KeptText } from './kept.ts';
import type { Content, Saver } from './saving.ts';

export interface ChoicesOptions {
  readonly saver: Saver;
  /** What the page holds now. */
  readonly content: () => Content;
  /** Shows a content in place of it. */
  readonly show: (content: Content) => void;
  /** Saves what the page holds. */
  readonly changed: () => void;
  /** Goes back to the story when a choice is made. */
  readonly focus: () => void;
}

const CONFLICT = {
  heading: 'This story has two versions',
  note: 'Another program or window has saved the file since you began. On the right is your text, and you can change it there. Nothing is written before you choose.',
  theirName: 'The file now',
  myName: 'My text',
} as const;

const LEFT = {
  heading: 'Text that was not saved',
  note: 'On the right is the text that this browser has kept, and you can change it there. Nothing is written before you choose.',
  theirName: 'The story now',
  myName: 'The kept text',
} as const;

/** Ends a conflict as the user chooses, or leaves it as it is. */
export async function settleConflict(options: ChoicesOptions): Promise<void> {
  const { saver, content, show, changed, focus } = options;
  const before = conflictOf(saver);
  if (!before) return;
  const theirs = contentOf(before);
  const choice = await compare({ ...CONFLICT, theirs, mine: content() });
  focus();
  // The file may have changed again while the user looked.
  if (!choice || conflictOf(saver)?.version !== before.version) return;
  show(choice.kind === 'mine' ? choice.content : theirs);
  if (choice.kind === 'theirs') {
    saver.giveWay();
    return;
  }
  changed();
  saver.overwrite();
}

function conflictOf(saver: Saver): StoryFile | undefined {
  const state = saver.state();
  return state.kind === 'conflict' ? state.story : undefined;
}

/** Offers a kept text; resolves with whether the user has chosen. */
export async function chooseKept(options: ChoicesOptions, kept: KeptText): Promise<boolean> {
  const { content, show, changed, focus } = options;
  const theirs = content();
  const choice = await compare({ ...LEFT, theirs, mine: fitting(kept.content, theirs) });
  focus();
  if (choice?.kind === 'mine') {
    show(choice.content);
    changed();
  }
  return choice !== undefined;
}

/** A text that was kept while its front matter could not be read is compared by its body alone. */
function fitting(content: Content, like: Content): Content {
  if ((content.fields === undefined) === (like.fields === undefined)) return content;
  return { ...like, body: content.body };
}
