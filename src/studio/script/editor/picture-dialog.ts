/** A dialog that takes a picture and asks about it, without leaving the story. */
import type { Failure, PicturePlaced } from '../../pictures.ts';
import { make } from '../dom.ts';
import { FRAME_TITLE, pictureFrame, type PictureFrame } from './picture-frame.ts';

export type GivenPicture = PicturePlaced & { readonly kind: 'given' };

export interface PictureDialog {
  /** Opens the dialog where it was left, or with its first page. */
  open(): void;
  /** Opens the dialog with a file, which is asked about. */
  take(file: File): void;
}

export interface PictureDialogOptions {
  /** The address of the pictures of a story. */
  readonly address: string;
  /** Puts a picture where the user wants it; returns why that can't be done. */
  readonly put: (picture: GivenPicture, where: 'lead' | 'text') => Failure | undefined;
  /** Called when that is done and the dialog is closed: until then it keeps the focus. */
  readonly onPut: () => void;
}

/** Makes the dialog; it is empty until it is opened. */
export function pictureDialog({ address, put, onPut }: PictureDialogOptions): PictureDialog {
  const frame = pictureFrame();
  const close = make('button', { type: 'button', class: 'quiet' }, 'Close');
  const dialog = dialogOf(close, frame.content);
  const end = () => {
    frame.clear();
    dialog.close();
  };
  const place = async (form: HTMLFormElement) => {
    const fields = new FormData(form);
    fields.set('do', 'place');
    const picture = (await frame.send(form.action, fields)) as GivenPicture | undefined;
    const failure = picture && put(picture, fields.get('place') === 'lead' ? 'lead' : 'text');
    if (failure) frame.fail(failure);
    if (!picture || failure) return;
    end();
    onPut();
  };
  const submit = (form: HTMLFormElement) => {
    if (form.dataset['addPicture'] !== undefined) return upload(frame, form);
    if (form.dataset['pictureForm'] !== undefined) return place(form);
    return frame.load(addressOf(form));
  };
  close.addEventListener('click', () => {
    dialog.close();
  });
  frame.content.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link) return;
    event.preventDefault();
    if (link.dataset['cancel'] === undefined)
      void busy(dialog, () => frame.load(new URL(link.href)));
    else end();
  });
  dialog.addEventListener('submit', (event) => {
    event.preventDefault();
    const { target } = event;
    if (target instanceof HTMLFormElement) void busy(dialog, () => submit(target));
  });
  const openWith = (first: () => Promise<void>) => {
    if (!dialog.open) dialog.showModal();
    void busy(dialog, first);
  };
  return {
    open: () => {
      // What was typed before it was closed is still there.
      openWith(async () => {
        if (frame.content.hasChildNodes()) frame.focus();
        else await frame.load(new URL(address));
      });
    },
    take: (file) => {
      openWith(async () => {
        await frame.load(new URL(address));
        const form = frame.content.querySelector<HTMLFormElement>('form[data-add-picture]');
        if (form) await upload(frame, form, file);
      });
    },
  };
}

function dialogOf(...children: readonly HTMLElement[]): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'picture-dialog';
  dialog.setAttribute('aria-labelledby', FRAME_TITLE);
  dialog.append(...children);
  document.body.append(dialog);
  return dialog;
}

/** Does one thing at a time: nothing is sent twice by a second click. */
async function busy(dialog: HTMLDialogElement, work: () => Promise<void>): Promise<void> {
  if (dialog.hasAttribute('aria-busy')) return;
  dialog.setAttribute('aria-busy', 'true');
  await work().finally(() => {
    dialog.removeAttribute('aria-busy');
  });
}

/** The same limit as the studio's, so that a file is not sent in vain. */
const MOST_BYTES = 50_000_000;

const TOO_LARGE: Failure = {
  message: 'The file has more than 50 MB.',
  remedy: 'Choose a smaller one, or export it again as a JPEG.',
};

async function upload(
  frame: PictureFrame,
  form: HTMLFormElement,
  file = new FormData(form).get('file'),
): Promise<void> {
  if (!(file instanceof File)) return;
  if (file.size > MOST_BYTES) {
    frame.fail(TOO_LARGE);
    return;
  }
  const body = new FormData();
  body.set('file', file);
  const given = (await frame.send(form.action, body)) as { readonly path: string } | undefined;
  if (given) await frame.load(new URL(given.path, form.action));
}

/** Where a form leads that is not posted. */
function addressOf(form: HTMLFormElement): URL {
  const to = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') to.searchParams.set(name, value);
  }
  return to;
}
